namespace SinoRussia.Essays.Tests.TheEssay;

/// <summary>Holds what stands beside the essay to the rules of the edition.</summary>
public sealed class BackMatterTests
{
    private static readonly EssaySupplements Beside = Texts.TheEdition().Essay.Supplements;

    [Fact]
    public void The_introduction_has_300_to_400_words()
    {
        Assert.InRange(CountWords(string.Join(' ', Beside.Introduction!.Parts.SelectMany(part => part.Content.Blocks).Select(block => block.Text))), 300, 400);
    }

    [Fact]
    public void Ten_terms_have_their_history_in_30_to_50_words()
    {
        Assert.Equal(10, Beside.Words.Length);
        Assert.All(Beside.Words, entry => Assert.InRange(CountWords(string.Concat(entry.Text.Where(inline => inline is not Citation).Select(inline => inline.Text))), 30, 50));
    }

    [Fact]
    public void Every_entry_of_the_index_leads_somewhere()
    {
        var entries = BookIndex.Of(Texts.TheEssay());

        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.False(entry.Paragraphs.IsEmpty && entry.Footnotes.IsEmpty, entry.Term));
    }

    [Fact]
    public void Each_of_the_four_reported_texts_has_parallels()
    {
        var sources = Beside.Parallels.SelectMany(parallel => parallel.Sources).Select(source => source.Key).ToHashSet();

        Assert.Superset(new HashSet<string> { "friedman-2018", "kuo", "ye-notice", "kendall-taylor-shullman" }, sources);
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
