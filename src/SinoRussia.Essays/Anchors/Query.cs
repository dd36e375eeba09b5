namespace SinoRussia.Essays.Anchors;

/// <summary>A quotation with its surroundings as one small text in which it is marked.</summary>
internal sealed record Query(Words Words, Mark Mark, Lexicon Lexicon)
{
    public static Query Of(TextQuoteSelector quote, Vocabulary vocabulary, Lexicon lexicon)
    {
        var (exact, prefix, suffix) = (quote.Exact ?? "", quote.Prefix ?? "", quote.Suffix ?? "");
        var strangers = new List<string>();
        var buffer = new char[64];
        var words = Words.Of(prefix + exact + suffix, word =>
        {
            if (vocabulary.Find(word, ref buffer) is var key and >= 0)
            {
                return key;
            }

            strangers.Add(Folding.Fold(word, ref buffer).ToString());
            return lexicon.Words.Length + strangers.Count - 1;
        });
        return new Query(words, Mark.Of(words, prefix.Length, prefix.Length + exact.Length), lexicon.With(strangers));
    }
}
