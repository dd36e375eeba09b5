namespace SinoRussia.Essays.Anchors;

/// <summary>A quotation with its prefix and suffix as one small text, in which the quotation is the mark.</summary>
internal sealed record Query(Words Words, Mark Mark, Lexicon Lexicon)
{
    public static Query Of(TextQuoteSelector quote, Vocabulary vocabulary, Lexicon lexicon)
    {
        var (exact, prefix, suffix) = (quote.Exact ?? "", quote.Prefix ?? "", quote.Suffix ?? "");
        var unknown = new List<string>();
        var buffer = new char[64];
        var words = Words.Of(prefix + exact + suffix, word =>
        {
            if (vocabulary.Find(word, ref buffer) is var key and >= 0)
            {
                return key;
            }

            unknown.Add(Folding.Fold(word, ref buffer).ToString());
            return lexicon.Words.Length + unknown.Count - 1;
        });
        return new Query(words, Mark.Of(words, prefix.Length, prefix.Length + exact.Length), lexicon.With(unknown));
    }
}
