using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SinoRussia.Essays.Searching;

/// <summary>A search for words, all of which must be there, and for phrases in quotation marks.</summary>
/// <remarks>
/// A word is found where a word of the text begins with it, a phrase where whole words are the same. In scripts without spaces and in
/// Korean, both are found anywhere. Case, accents, and the style of quotes and dashes make no difference. Punctuation around words is
/// ignored; a query of nothing but punctuation finds that punctuation.
/// </remarks>
public sealed class TextSearch
{
    /// <summary>How much of a query is used, in UTF-16 code units. The rest is ignored.</summary>
    public const int Longest = 200;

    private const int MostTerms = 16;

    private readonly ImmutableArray<Term> terms;

    private TextSearch(ImmutableArray<Term> terms) => this.terms = terms;

    /// <summary>Whether the query has nothing to search for, such as only white space or quotation marks.</summary>
    public bool IsEmpty => terms.IsEmpty;

    /// <param name="query">What a reader typed; <see langword="null"/> is as an empty query.</param>
    public static TextSearch Parse(string? query)
    {
        var wanted = TermsOf(UnicodeText.Start(query ?? "", Longest)).Where(term => term.Value.Length > 0).Distinct().ToList();
        return new TextSearch([.. wanted.Where(term => !term.IsPunctuation || wanted.TrueForAll(other => other.IsPunctuation)).Take(MostTerms)]);
    }

    /// <summary>The places of the words in a text, in order and without overlaps; empty unless all of them are there.</summary>
    public ImmutableArray<Passage> In(string text) => Across(text) is [var found] ? found : [];

    /// <summary>The same for several texts that belong together, such as a title and the text below it: each word must be in one of them.</summary>
    /// <returns>The places in each text, or <see langword="null"/> unless all words are there.</returns>
    public IReadOnlyList<ImmutableArray<Passage>>? Across(params IReadOnlyList<string> texts)
    {
        if (IsEmpty)
        {
            return null;
        }

        var folded = texts.Select(text => new FoldedText(text)).ToList();
        var found = folded.ConvertAll(_ => new List<Passage>());
        foreach (var term in terms)
        {
            var isFound = false;
            for (var i = 0; i < folded.Count; i++)
            {
                var before = found[i].Count;
                found[i].AddRange(Places(folded[i], term));
                isFound |= found[i].Count > before;
            }

            if (!isFound)
            {
                return null;
            }
        }

        return found.ConvertAll(Apart);
    }

    /// <summary>The places of any of the words in a text, in order and without overlaps, whether or not all of them are there.</summary>
    public ImmutableArray<Passage> AnyIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new FoldedText(text);
        return Apart([.. terms.SelectMany(term => Places(folded, term))]);
    }

    private static IEnumerable<Passage> Places(FoldedText text, Term term)
    {
        var value = text.Value;
        for (var at = value.IndexOf(term.Value, StringComparison.Ordinal); at >= 0; at = value.IndexOf(term.Value, at + 1, StringComparison.Ordinal))
        {
            var end = at + term.Value.Length;
            if (IsEdge(value, at) && (!term.IsPhrase || IsEdge(value, end)))
            {
                yield return text.SourceOf(at, end);
            }
        }
    }

    // Whether a word may begin or end here.
    private static bool IsEdge(string text, int at) =>
        at == 0 || at == text.Length
        || !IsOfWord(text[at - 1]) || !IsOfWord(text[at])
        || IsFoundInside(text[at - 1]) || IsFoundInside(text[at]);

    // A surrogate is most probably part of a rare Chinese character.
    private static bool IsFoundInside(char c) => char.IsSurrogate(c) || Scripts.HasNoSpaces(c) || Scripts.IsHangul(c);

    // Letters, numbers, and the vowel signs of many scripts.
    private static bool IsOfWord(char c) => char.IsLetter(c) || char.IsNumber(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static ImmutableArray<Passage> Apart(List<Passage> found)
    {
        var apart = new List<Passage>();
        foreach (var passage in found.OrderBy(p => p.Start).ThenBy(p => p.End))
        {
            if (apart.Count > 0 && passage.Start < apart[^1].End)
            {
                apart[^1] = new Passage(apart[^1].Start, Math.Max(apart[^1].End, passage.End));
            }
            else
            {
                apart.Add(passage);
            }
        }

        return [.. apart];
    }

    private static IEnumerable<Term> TermsOf(string query)
    {
        var word = new StringBuilder();
        var isPhrase = false;
        foreach (var c in query)
        {
            var isQuote = Folding.Style(c) == Folding.Quote;
            if (isQuote || (!isPhrase && char.IsWhiteSpace(c)))
            {
                yield return Term.Of(word.ToString(), isPhrase);
                word.Clear();
                isPhrase ^= isQuote;
            }
            else
            {
                word.Append(c);
            }
        }

        yield return Term.Of(word.ToString(), isPhrase); // a phrase without its closing mark goes to the end
    }

    /// <param name="IsPunctuation">Whether it has no letter, number or symbol. Such a term counts only when all terms are so.</param>
    private readonly record struct Term(string Value, bool IsPhrase, bool IsPunctuation)
    {
        // Punctuation around a word, such as a comma, is ignored.
        public static Term Of(string words, bool isPhrase)
        {
            var folded = new FoldedText(words).Value.TrimEnd(' ');
            var (start, end) = (0, folded.Length);
            while (start < end && !IsSought(folded[start]))
            {
                start++;
            }

            while (end > start && !IsSought(folded[end - 1]))
            {
                end--;
            }

            return start < end ? new Term(folded[start..end], isPhrase, IsPunctuation: false) : new Term(folded, isPhrase, IsPunctuation: true);
        }

        // Symbols such as stars and hearts are searched for as words are.
        private static bool IsSought(char c) => IsOfWord(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.OtherSymbol;
    }
}
