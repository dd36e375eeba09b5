namespace SinoRussia.Essays.Anchors;

/// <summary>A place where a quotation could stand, looked at closely.</summary>
/// <param name="Passage">The stretch of the text.</param>
/// <param name="Found">What the agreement of words there is worth, in bits, the surroundings included.</param>
/// <param name="Score">The same, less the improbability of having come so far.</param>
/// <param name="Share">How much of the quotation is there.</param>
/// <param name="IsSame">Whether a reader would call it the same words.</param>
internal sealed record Candidate(Passage Passage, float Found, float Score, double Share, bool IsSame)
{
    public static Candidate? At(Query query, Words words, int place, int? near)
    {
        // Room for what an edit may have put in: a sentence of thirty words, and half again of a long quotation.
        var slack = 32 + (query.Words.Count / 2);
        var (from, to) = (Math.Clamp(place - slack, 0, words.Count), Math.Clamp(place + query.Words.Count + slack, 0, words.Count));
        var there = words.Slice(from, to);
        var (mine, theirs) = (Compounds.Join(query.Words, there, query.Lexicon), Compounds.Join(there, query.Words, query.Lexicon));
        var mark = Mark.Of(mine, query.Mark.Start, query.Mark.End);
        var pairing = Aligner.Align(mine, theirs, query.Lexicon, areWhole: false);
        if (Projection.Of(pairing, Runs.WordsInOrder(pairing), mark) is not { } projection || Edges.PassageOf(pairing, mark, projection) is not { } passage)
        {
            return null;
        }

        var found = MatchScore.Of(pairing, mark, projection);
        var distance = near is { } hint ? Math.Abs((long)hint - passage.Start) : 0;
        return new Candidate(
            passage,
            found,
            found - (float)Math.Log2(1 + distance), // twice as far is half as likely
            projection.Share,
            Folding.SameToAReader(mine.Text.AsSpan(mark.Start, mark.End - mark.Start), words.Text.AsSpan(passage.Start, passage.Length)));
    }
}
