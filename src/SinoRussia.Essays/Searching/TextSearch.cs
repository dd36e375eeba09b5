using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SinoRussia.Essays.Searching;

/// <summary>What somebody looks for: words, all of which must be there, and phrases between quotation marks.</summary>
/// <remarks>
/// A word is found where a word of the text begins with it; a phrase as whole words. Scripts that put no space between words,
/// and Korean, whose words join without one, are found anywhere. Case, accents, and the style of quotes and dashes make no
/// difference. Punctuation around words is left out; where nothing but signs is asked for, they are looked for as they stand.
/// </remarks>
public sealed class TextSearch
{
    /// <summary>How much of a query is read, in UTF-16 code units.</summary>
    public const int Longest = 200;

    private const int MostTerms = 16;

    private readonly ImmutableArray<Term> terms;

    private TextSearch(ImmutableArray<Term> terms) => this.terms = terms;

    /// <summary>Whether there is nothing to look for: nothing that can be seen was given, or only quotation marks.</summary>
    public bool IsEmpty => terms.IsEmpty;

    public static TextSearch Parse(string? query)
    {
        var asked = query ?? "";
        var wanted = TermsOf(UnicodeText.Start(asked, Longest)).Where(term => term.Value.Length > 0).Distinct().ToList();
        return new TextSearch([.. wanted.Where(term => !term.IsPunctuation || wanted.TrueForAll(other => other.IsPunctuation)).Take(MostTerms)]);
    }

    /// <summary>Where in a text the words stand, in order and apart; empty unless all of them are there.</summary>
    public ImmutableArray<Passage> In(string text) => Across(text) is [var found] ? found : [];

    /// <summary>The same for texts that belong together, such as a title and what stands below it: each word must be in one of them.</summary>
    /// <returns>What was found in each, or <see langword="null"/> unless all words are there.</returns>
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
            var isThere = false;
            for (var i = 0; i < folded.Count; i++)
            {
                var before = found[i].Count;
                found[i].AddRange(Places(folded[i], term));
                isThere |= found[i].Count > before;
            }

            if (!isThere)
            {
                return null;
            }
        }

        return found.ConvertAll(Apart);
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

    // A surrogate is most likely a rare Chinese character.
    private static bool IsFoundInside(char c) => char.IsSurrogate(c) || Scripts.SetsNoSpaces(c) || Scripts.IsHangul(c);

    // Letters, numbers, and the vowel signs that many scripts spell words with.
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

        yield return Term.Of(word.ToString(), isPhrase); // a phrase nobody closed goes to the end
    }

    /// <param name="IsPunctuation">Whether it has no word and no picture in it, and so was meant only when nothing else was.</param>
    private readonly record struct Term(string Value, bool IsPhrase, bool IsPunctuation)
    {
        // What stands around a word, such as a comma, was not meant to be looked for.
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

        // Stars, hearts and the like are asked for as words are.
        private static bool IsSought(char c) => IsOfWord(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.OtherSymbol;
    }
}
