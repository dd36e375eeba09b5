namespace SinoRussia.Essays.Anchors;

/// <summary>Searches a text for quotations, for marks whose own text is not known. Immutable: build it once for a text and share it.</summary>
/// <remarks>
/// Finds the W3C model's TextQuoteSelector (exact, prefix, suffix). Like Hypothesis's matcher, it weighs quotation, prefix, suffix and
/// distance. Unlike it (Myers 1999, a bit vector over characters) it works on words, so its error budget is a share of the words'
/// bits, and it finds nothing where a second place scores nearly as high.
/// </remarks>
public sealed class Quotation
{
    // How many bits the best place must score above the next: 3 means eight times as likely. Lower picks one of two equal places, higher
    // detaches. Edit cases by the quotation, misplaced and detached though they survive: 7 and 2 at 0, 5 and 9 from 1 to 3, 4 and 11
    // at 5, 3 and 16 at 12. A wrong place is worse for a reader than a detached mark, hence not 0.
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

    /// <summary>Where the quoted words are. Detached when they are gone, too few to tell, or as likely in two places.</summary>
    /// <param name="quote">The words and their surroundings.</param>
    /// <param name="near">Their start in another revision, in UTF-16 code units, if it is known. Of two places alike, the nearer one wins.</param>
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

        // A candidate that overlaps the best one is the same place, found from another word.
        var rival = candidates.Find(candidate => !candidate.Passage.Overlaps(best.Passage));
        return rival is not null && best.Score - rival.Score < LeastLead
            ? Anchor.Detached(AnchorMethod.Quotation)
            : new Anchor(best.IsSame ? AnchorState.Exact : AnchorState.Moved, best.Passage, AnchorMethod.Quotation, best.Share);
    }
}
