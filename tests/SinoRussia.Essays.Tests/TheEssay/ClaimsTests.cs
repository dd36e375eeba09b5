namespace SinoRussia.Essays.Tests.TheEssay;

/// <summary>Compares the footnotes with the list of checked claims: which claim is wrong, badly translated, imprecise, contested or unverified, and which footnote says so.</summary>
public sealed class ClaimsTests
{
    // Between a claim's last word and its reference: punctuation, or the rest of a name.
    private const int Nearby = 12;

    private static readonly Dictionary<string, FootnoteStatus?> Statuses = new()
    {
        ["WRONG"] = FootnoteStatus.Correction,
        ["WORDING"] = FootnoteStatus.Wording,
        ["IMPRECISE"] = FootnoteStatus.Precision,
        ["CONTESTED"] = FootnoteStatus.Contested,
        ["UNVERIFIED"] = FootnoteStatus.Unverified,
        ["CONFIRMED"] = null,
    };

    private static readonly Edition TheEdition = Texts.TheEdition();

    private static readonly Claim[] Claims =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "TheEssay", "claims.tsv")).Select(line => line.Split('\t')).Select(row => new Claim(row[0], row[1], row[2], row[3], row[4]))];

    [Fact]
    public void Every_claim_that_is_wrong_badly_translated_imprecise_or_contested_is_annotated()
    {
        Assert.Equal(99, Claims.Length);
        Assert.DoesNotContain(Claims, claim => claim.Status is "WRONG" or "WORDING" or "IMPRECISE" or "CONTESTED" && claim.Label.Length == 0);
    }

    [Fact]
    public void Every_footnote_has_the_status_of_its_claims()
    {
        Assert.All(Claims.Where(claim => claim.Label.Length > 0), claim => Assert.Equal((claim.Id, Statuses[claim.Status]), (claim.Id, NoteOn(claim).Status)));
    }

    [Fact]
    public void Every_reference_follows_the_words_of_its_claim()
    {
        Assert.All(Claims.Where(claim => claim.Label.Length > 0), claim =>
        {
            var block = TheEdition.Essay.FindParagraph(claim.Paragraph)!.Blocks[0];
            var end = block.Text.IndexOf(claim.Words, StringComparison.Ordinal) + claim.Words.Length;
            Assert.True(end >= claim.Words.Length, $"{claim.Id}: {claim.Paragraph} does not have the words '{claim.Words}'.");
            Assert.Contains(MarksIn(block), mark => mark.Label == claim.Label && mark.Position >= end && mark.Position <= end + Nearby);
        });
    }

    [Fact]
    public void Every_footnote_but_the_one_on_the_text_answers_a_claim()
    {
        Assert.Equal(["text"], TheEdition.Essay.Footnotes.Select(footnote => footnote.Label).Except(Claims.Select(claim => claim.Label)));
    }

    [Fact]
    public void Every_footnote_names_its_sources_in_the_same_form()
    {
        Assert.All(TheEdition.Essay.Footnotes.Where(footnote => footnote.Sources.Length > 0), note =>
            Assert.Contains(note.Sources.Length == 1 ? " Source: " : " Sources: ", note.Body.Blocks[^1].Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Further_reading_is_listed_with_the_documents()
    {
        Assert.Equal(["On Russia and China today", "Other readings", "On their history", "Documents"], TheEdition.Reading.Select(item => item.Part).Distinct());
        Assert.Equal(30, TheEdition.Reading.Length);
    }

    private static Footnote NoteOn(Claim claim) => TheEdition.Essay.Footnotes.Single(footnote => footnote.Label == claim.Label);

    private static IEnumerable<(string Label, int Position)> MarksIn(Block block)
    {
        var position = 0;
        foreach (var inline in block.Inlines)
        {
            if (inline is FootnoteReference reference)
            {
                yield return (reference.Label, position);
            }

            position += inline.Text.Length;
        }
    }

    private sealed record Claim(string Id, string Status, string Paragraph, string Label, string Words);
}
