using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Tests.TheEssay;

/// <summary>Holds the footnotes to the rules of the edition: how long they are, what they cite, and how they are labelled.</summary>
public sealed partial class NotesTests
{
    private const int MostWords = 70; // without the label and the list of sources
    private const int MostWordsWithoutGloss = 50;

    private static readonly Edition TheEdition = Texts.TheEdition();

    // Every other footnote cites a source.
    private static readonly Dictionary<string, string> NeedNoSource = new()
    {
        ["korea"] = "dates in every reference work",
        ["superpowers"] = "the meaning of a common word",
        ["al-ghad"] = "says that nothing was found",
        ["taiwan"] = "an inference from the sentence itself",
        ["since-2012"] = "dates in every reference work",
    };

    [Fact]
    public void Every_footnote_cites_a_source_except_those_that_need_none()
    {
        Assert.Equal(NeedNoSource.Keys.Order(StringComparer.Ordinal), TheEdition.Essay.Footnotes.Where(note => note.Sources.IsEmpty).Select(note => note.Label).Order(StringComparer.Ordinal));
    }

    // Who contests the claim, in the words of the footnote.
    private static readonly Dictionary<string, string> Contesting = new()
    {
        ["alliance"] = "By the two governments",
        ["europe-pole"] = "By Beijing, for one",
        ["universality"] = "The two governments contest it",
        ["economic-failure"] = "economists at Yale",
        ["self-image"] = "for the European Union",
        ["semi-alliance"] = "The two governments contest it",
        ["trade-growth"] = "By Sergei Lavrov, for one",
        ["eu-stance"] = "The European Union puts it otherwise",
        ["driving-seat"] = "By Moscow",
    };

    [Fact]
    public void A_contested_claim_says_who_contests_it_with_a_source()
    {
        var contested = TheEdition.Essay.Footnotes.Where(note => note.Status == FootnoteStatus.Contested).ToList();

        Assert.Equal(Contesting.Keys.Order(StringComparer.Ordinal), contested.Select(note => note.Label).Order(StringComparer.Ordinal));
        Assert.All(contested, note =>
        {
            Assert.Contains(Contesting[note.Label], note.Body.Blocks[0].Text, StringComparison.Ordinal);
            Assert.NotEmpty(note.Sources);
        });
    }

    [Fact]
    public void Footnotes_are_short_and_the_longer_ones_have_a_gloss()
    {
        Assert.All(TheEdition.Essay.Footnotes, note =>
        {
            var words = WordsWithoutSources(note);
            Assert.True(words <= MostWords, $"{note.Label} has {words} words.");
            Assert.True(words <= MostWordsWithoutGloss || !note.Gloss.IsEmpty, $"{note.Label} has {words} words and no gloss.");
        });
    }

    [Fact]
    public void A_gloss_has_10_to_17_words()
    {
        var glosses = TheEdition.Essay.Footnotes.Where(note => !note.Gloss.IsEmpty).Select(note => (note.Label, Words: CountWords(string.Concat(note.Gloss.Select(inline => inline.Text))))).ToList();

        Assert.NotEmpty(glosses);
        Assert.All(glosses, gloss => Assert.True(gloss.Words is >= 10 and <= 17, $"The gloss of {gloss.Label} has {gloss.Words} words."));
    }

    [Fact]
    public void Every_source_says_what_kind_it_is()
    {
        Assert.All(TheEdition.Sources.All, source => Assert.True(source.Kind is not null, source.Key));
    }

    // Notes on one subject lead to each other.
    [Theory]
    [InlineData("alliance", "semi-alliance", "partnership-without-alliance")]
    [InlineData("semi-alliance", "partnership-without-alliance")]
    [InlineData("treaty-2001", "june-2021")]
    [InlineData("decades", "will-to-ally")]
    [InlineData("statement-2022", "universality", "democratization", "limited-possibilities", "hegemony", "democracy", "pressure-others", "third-parties", "no-limits")]
    public void Footnotes_on_one_subject_refer_to_each_other(string label, params string[] others)
    {
        Assert.All(others, other =>
        {
            Assert.Contains(other, ReferredToIn(label));
            Assert.Contains(label, ReferredToIn(other));
        });
    }

    [Fact]
    public void Every_status_is_used()
    {
        Assert.Equal(FootnoteStatus.All.ToHashSet(), TheEdition.Essay.Footnotes.Select(note => note.Status).OfType<FootnoteStatus>().ToHashSet());
    }

    private static IEnumerable<string> ReferredToIn(string label) =>
        TheEdition.Essay.FindFootnote(label)!.Body.Blocks.SelectMany(block => block.Inlines).OfType<NoteLink>().Select(link => link.Label);

    private static int WordsWithoutSources(Footnote note)
    {
        var text = string.Join(' ', note.Body.Blocks.Select(block => block.Text));
        text = SourceList().Replace(text, "");
        return CountWords(note.Status is { } status && text.StartsWith($"{status.Label}.", StringComparison.Ordinal) ? text[(status.Label.Length + 1)..] : text);
    }

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    // From the last "Source:" or "Sources:" to the end.
    [GeneratedRegex(" Sources?: (?!.* Sources?: ).*$", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourceList();
}
