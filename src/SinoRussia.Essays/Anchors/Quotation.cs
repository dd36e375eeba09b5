namespace SinoRussia.Essays.Anchors;

/// <summary>Searches a text for quotations, for marks whose own text is not known. Immutable: prepare it once for a text and share it.</summary>
/// <remarks>
/// The W3C model's TextQuoteSelector (exact, prefix, suffix). Like Hypothesis's matcher it looks for the quotation first as it
/// stands and then approximately, and weighs quotation, prefix, suffix and distance; but it works on words instead of characters
/// (theirs is Myers 1999 over a bit vector), so its error budget is a share of what the words say, and it refuses where a
/// second place does nearly as well.
/// </remarks>
public sealed class Quotation
{
    // Three bits: a place is chosen when it is eight times likelier than the next.
    private const float LeastLead = 3;

    private readonly Words words;
    private readonly Vocabulary vocabulary;
    private readonly Lexicon lexicon;
    private readonly InvertedIndex index;

    private Quotation(string text)
    {
        vocabulary = new Vocabulary();
        words = Words.Of(text, vocabulary);
        lexicon = vocabulary.Close();
        index = new InvertedIndex(words.Keys, lexicon.Bits);
    }

    public static Quotation SearchIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Quotation(text);
    }

    /// <summary>Where the quoted words stand, or detached when they are gone, too little to go by, or as likely in two places.</summary>
    /// <param name="quote">The words and their surroundings.</param>
    /// <param name="near">Where they stood in some other revision, if that is known: of two places equally good, the nearer.</param>
    public Anchor Find(TextQuoteSelector quote, int? near = null)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var query = Query.Of(quote, vocabulary, lexicon);
        if (!query.Mark.HasWords)
        {
            return Anchor.Detached(AnchorMethod.Quotation);
        }

        var candidates = index.PlacesOf(query.Words.Keys, Projection.LeastOfLong)
            .Select(place => Candidate.At(query, words, place, near))
            .OfType<Candidate>()
            .OrderByDescending(candidate => candidate.Score)
            .ToList();
        if (candidates is not [var best, ..] || best.Found < ScoreThreshold.Needed(words.Count, 0))
        {
            return Anchor.Detached(AnchorMethod.Quotation);
        }

        // What overlaps the best is the same place come upon from another word, and no rival.
        var rival = candidates.Find(candidate => !candidate.Passage.Overlaps(best.Passage));
        return rival is not null && best.Score - rival.Score < LeastLead
            ? Anchor.Detached(AnchorMethod.Quotation)
            : new Anchor(best.IsSame ? AnchorState.Exact : AnchorState.Moved, best.Passage, AnchorMethod.Quotation, best.Share);
    }
}
