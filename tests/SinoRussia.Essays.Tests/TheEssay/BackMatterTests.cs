using System.Text.RegularExpressions;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Tests.TheEssay;

/// <summary>Holds what stands beside the essay to the rules of the edition.</summary>
public sealed partial class BackMatterTests
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
    public void Every_footnote_on_the_wording_is_indexed_under_translation_with_its_paragraph()
    {
        var essay = Texts.TheEssay();
        var translation = BookIndex.Of(essay).Single(entry => entry.Key == "translation");
        var wording = essay.Footnotes.Where(note => note.Status == FootnoteStatus.Wording).ToList();

        Assert.Empty(wording.Except(translation.Footnotes).Select(note => note.Label));
        Assert.All(wording, note => Assert.Contains(translation.Paragraphs, paragraph => paragraph.Blocks.Any(block => block.Inlines.OfType<FootnoteReference>().Any(mark => mark.Label == note.Label))));
    }

    [Fact]
    public void Every_footnote_is_reached_from_the_index()
    {
        var essay = Texts.TheEssay();
        var reached = BookIndex.Of(essay).SelectMany(entry => entry.Footnotes).ToHashSet();

        Assert.Empty(essay.Footnotes.Where(note => !reached.Contains(note)).Select(note => note.Label));
    }

    // In a name of several words, one of these shows that it is not a person's.
    private static readonly HashSet<string> NotOfPeople =
    [
        "Affairs", "Alliance", "America", "Chair", "China", "Committee", "Communiqué", "Cooperation", "Council", "Daily", "Declaration", "Department", "Desire", "Dialogue", "Friends", "Fund",
        "Futures", "Ghad", "Illusion", "Logic", "Medal", "Olympics", "Order", "Outlook", "Papers", "Parliament", "Partnership", "Professor", "Program", "Relations", "Republic", "Review", "Rights",
        "School", "Security", "States", "Storm", "Studies", "Ties", "Union", "University", "Volunteers", "War",
    ];

    private static readonly HashSet<string> BeginningSentences = ["By", "In", "The", "What"];

    [Fact]
    public void Every_person_whom_a_footnote_names_in_full_is_in_the_index_with_it()
    {
        var essay = Texts.TheEssay();
        var people = BookIndex.Of(essay).Where(entry => entry.Kind == IndexKind.Person).ToList();
        var named = essay.Footnotes.SelectMany(note => FullNamesIn(note).Select(name => (Note: note, Name: name))).ToList();

        Assert.True(named.Count > 25, $"Only {named.Count} names were found.");
        Assert.Empty(named
            .Where(found => !people.Any(entry => entry.Footnotes.Contains(found.Note) && entry.Term.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries).ToHashSet().SetEquals(found.Name.Split(' '))))
            .Select(found => $"{found.Note.Label}: {found.Name}"));
    }

    // Two or more capitalised words or initials in the words of the footnote itself.
    private static IEnumerable<string> FullNamesIn(Footnote note) =>
        note.Body.Blocks
            .Select(block => string.Concat(block.Inlines.Select(inline => inline is Citation ? "\n" : inline.Text)))
            .SelectMany(text => CapitalisedWords().Matches(text).Select(match => match.Value.Split(' ').SkipWhile(BeginningSentences.Contains).ToList()))
            .Where(words => words.Count > 1 && !words.Any(NotOfPeople.Contains))
            .Select(words => string.Join(' ', words));

    [GeneratedRegex(@"\b\p{Lu}[\p{L}-]+(?: (?:\p{Lu}\.|V|\p{Lu}[\p{L}-]+))+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CapitalisedWords();

    // Terms of the index that are the subject of a footnote.
    [Theory]
    [InlineData("aukus", "aukus")]
    [InlineData("colour-revolutions", "color-revolutions")]
    [InlineData("frontier", "border")]
    [InlineData("hegemony", "hegemony")]
    [InlineData("joint-statement-2021", "june-2021")]
    [InlineData("joint-statement-2022", "statement-2022")]
    [InlineData("jude-blanchette", "csis-authors")]
    [InlineData("korean-war", "korea")]
    [InlineData("marcin-kaczmarski", "kaczmarski")]
    [InlineData("nato", "putin-nato")]
    [InlineData("new-type", "new-type")]
    [InlineData("partnership", "partnership-without-alliance")]
    [InlineData("quad", "quad")]
    [InlineData("treaty-of-1950", "alliance-1950")]
    [InlineData("treaty-of-2001", "treaty-2001")]
    [InlineData("vietnam-war", "vietnam")]
    [InlineData("zhenbao", "zhenbao")]
    [InlineData("hal-brands", "brands-chair")]
    [InlineData("mao", "opening-to-china")]
    [InlineData("peter-the-great", "nerchinsk")]
    [InlineData("stalin", "stalin")]
    [InlineData("ye", "min-ye")]
    public void An_entry_of_the_index_leads_to_the_footnote_on_its_subject(string key, string label)
    {
        Assert.Contains(label, BookIndex.Of(Texts.TheEssay()).Single(entry => entry.Key == key).Footnotes.Select(note => note.Label));
    }

    [Fact]
    public void Each_of_the_four_reported_texts_has_parallels()
    {
        var sources = Beside.Parallels.SelectMany(parallel => parallel.Sources).Select(source => source.Key).ToHashSet();

        Assert.Superset(new HashSet<string> { "friedman-2018", "kuo", "ye-notice", "kendall-taylor-shullman" }, sources);
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
