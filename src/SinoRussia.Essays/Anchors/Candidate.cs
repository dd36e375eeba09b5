namespace SinoRussia.Essays.Anchors;

/// <summary>A likely place of a quotation, compared word by word.</summary>
/// <param name="Passage">The passage, in UTF-16 code units of the text.</param>
/// <param name="Found">The score of the agreement there in bits, with the surroundings.</param>
/// <param name="Score">The same, less what the distance from the expected place costs.</param>
/// <param name="Share">The share of the quotation's bits that is there, from 0 to 1.</param>
/// <param name="IsSame">Whether the words are the same, apart from white space and the style of quotes and dashes.</param>
internal sealed record Candidate(Passage Passage, float Found, float Score, double Share, bool IsSame)
{
    public static Candidate? At(Query query, Words words, int place, int? near)
    {
        // In words: how much of the text on either side is compared, so that an insertion fits in. Edit cases wrong by
        // the quotation: 36 at 0, 32 at 8, 28 at 32, 29 at 64.
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
            found - (float)Math.Log2(1 + distance), // twice the distance is half as likely. Edit cases wrong by quotation and position: 28 without, 27 with it, 26 with twice as much
            projection.Share,
            Folding.SameToAReader(mine.Text.AsSpan(mark.Start, mark.End - mark.Start), words.Text.AsSpan(passage.Start, passage.Length)));
    }
}
