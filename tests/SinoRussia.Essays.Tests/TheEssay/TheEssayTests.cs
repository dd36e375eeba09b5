namespace SinoRussia.Essays.Tests.TheEssay;

public sealed class TheEssayTests
{
    private readonly Essay essay = Texts.TheEssay();

    [Fact]
    public void No_word_of_the_owners_text_is_changed_dropped_or_added()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TheEssay", "source.txt"));
        var body = Words(source[source.IndexOf("Throughout most", StringComparison.Ordinal)..source.LastIndexOf("Related Articles", StringComparison.Ordinal)]);

        var ours = essay.Sections.SelectMany(section => section.Elements).SelectMany(element => element.Blocks).SelectMany(block => Words(block.Text));

        Assert.Equal(body, ours);
    }

    [Fact]
    public void Title_subtitle_and_credit_are_the_owners()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "TheEssay", "source.txt")).Where(line => line.Length > 0).ToArray();

        Assert.Equal([lines[0], lines[1], lines[2]], [essay.Metadata.Title, essay.Metadata.Subtitle, $"Credit: {essay.Metadata.PictureCredit}"]);
    }

    [Fact]
    public void Paragraphs_are_numbered_from_1_to_52_with_two_captions_in_eight_sections()
    {
        var ids = essay.Sections.SelectMany(section => section.Elements).Select(element => element.Id).ToList();

        Assert.Equal(Enumerable.Range(1, 52).Select(number => $"p{number}"), ids.Where(id => id[0] == 'p'));
        Assert.Equal(["c1", "c2"], ids.Where(id => id[0] == 'c'));
        Assert.Equal(
            ["history", "after-bipolarity", "friedman", "kirchberger", "min-ye", "pressure", "csis", "leaders"],
            essay.Sections.Select(section => section.Slug));
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
