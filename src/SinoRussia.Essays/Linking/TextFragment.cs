using System.Collections.Immutable;

namespace SinoRussia.Essays.Linking;

/// <summary>Makes text fragments, with which a browser scrolls to words of a page and highlights them. Nothing is stored.</summary>
/// <remarks>No other code makes them. Each is tested on the whole page before it is returned.</remarks>
public static class TextFragment
{
    private const int LongestWhole = 240; // in UTF-16 code units: a longer passage is described by its first and last words, to keep its address short
    private const int LeastWords = 3; // fewer words may well be in something that a browser extension adds to the page

    private static readonly ImmutableArray<int> ContextWords = [0, 2, 4, 7, 12];
    private static readonly ImmutableArray<int> EdgeWords = [4, 7, 12];

    /// <summary>The text fragment to append to the address of the element where a passage begins.</summary>
    /// <returns><see langword="null"/> when no fragment leads every browser to exactly these words.</returns>
    public static string? Of(PageText page, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Pieces(page, passage) is { Length: > 0 } pieces
            ? Candidates(page, pieces).FirstOrDefault(directive => CountWords(directive) >= LeastWords && page.Finds(directive, (pieces[0].Line, pieces[0].From), (pieces[^1].Line, pieces[^1].To)))?.ToString()
            : null;
    }

    private static IEnumerable<TextDirective> Candidates(PageText page, ImmutableArray<Piece> pieces)
    {
        var (first, last) = (pieces[0], pieces[^1]);
        if (!WordBoundaries.IsCertain(page.Lines[first.Line].Text, first.From) || !WordBoundaries.IsCertain(page.Lines[last.Line].Text, last.To))
        {
            yield break;
        }

        foreach (var context in ContextWords)
        {
            string?[] before = context == 0 ? [null] : [Before(page, first, context), null];
            string?[] after = context == 0 ? [null] : [null, After(page, last, context)];
            foreach (var (prefix, suffix) in before.SelectMany(prefix => after.Select(suffix => (prefix, suffix))).Distinct())
            {
                foreach (var (start, end) in Terms(page, first, last))
                {
                    yield return new TextDirective(prefix, start, end, suffix);
                }
            }
        }
    }

    private static IEnumerable<(string Start, string? End)> Terms(PageText page, Piece first, Piece last)
    {
        var (opening, closing) = (first.Words(page), last.Words(page));
        var isOne = first == last;
        if (isOne && opening.Length <= LongestWhole)
        {
            yield return (opening, null);
            yield break;
        }

        foreach (var words in EdgeWords)
        {
            var (start, end) = (Leading(opening, words), Trailing(closing, words));
            if (!isOne || start.Length + end.Length < opening.Length)
            {
                yield return (start, end);
            }
        }

        if (isOne)
        {
            yield return (opening, null);
        }
    }

    // The words before the piece in its line, or in the line before it if every layout shows that line.
    private static string? Before(PageText page, Piece piece, int words)
    {
        var text = page.Lines[piece.Line].Text[..piece.From];
        if (!string.IsNullOrWhiteSpace(text))
        {
            return WithWords(Trailing(text.Trim(), words));
        }

        return piece.Line > 0 && page.Lines[piece.Line - 1] is { IsCertain: true } line ? Trailing(line.Text.Trim(), words) : null;
    }

    private static string? After(PageText page, Piece piece, int words)
    {
        var text = page.Lines[piece.Line].Text[piece.To..];
        if (!string.IsNullOrWhiteSpace(text))
        {
            return WithWords(Leading(text.Trim(), words));
        }

        return piece.Line + 1 < page.Lines.Length && page.Lines[piece.Line + 1] is { IsCertain: true } line ? Leading(line.Text.Trim(), words) : null;
    }

    // A context of nothing but punctuation is not used: browsers differ in how they match it.
    private static string? WithWords(string context) => context.Any(WordBoundaries.IsWord) ? context : null;

    private static string Leading(string text, int words)
    {
        var at = 0;
        for (var count = 0; count < words && at < text.Length; count++)
        {
            at = text.IndexOf(' ', at + 1) is var next and >= 0 ? next : text.Length;
        }

        return text[..at].TrimEnd();
    }

    private static string Trailing(string text, int words)
    {
        var at = text.Length;
        for (var count = 0; count < words && at > 0; count++)
        {
            at = text.LastIndexOf(' ', at - 1) is var previous and >= 0 ? previous : 0;
        }

        return text[at..].TrimStart();
    }

    private static int CountWords(TextDirective directive) =>
        new[] { directive.Prefix, directive.Start, directive.End, directive.Suffix }.OfType<string>().Sum(CountWords);

    private static int CountWords(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (WordBoundaries.IsWord(text[at]) && (at == 0 || !WordBoundaries.IsWord(text[at - 1])))
            {
                count++;
            }
        }

        return count;
    }

    // The parts of the passage in each line, without white space at their ends. Parts without words at either end of the passage are left
    // out.
    private static ImmutableArray<Piece> Pieces(PageText page, Passage passage)
    {
        var pieces = new List<Piece>();
        for (var index = 0; index < page.Lines.Length; index++)
        {
            if (page.Lines[index] is { Start: { } start } line && line.Touches(passage))
            {
                var (from, to) = (Math.Max(0, passage.Start - start), Math.Min(line.Length, passage.End - start));
                while (from < to && char.IsWhiteSpace(line.Text[from]))
                {
                    from++;
                }

                while (from < to && char.IsWhiteSpace(line.Text[to - 1]))
                {
                    to--;
                }

                pieces.Add(new Piece(index, from, to));
            }
        }

        return [.. pieces.SkipWhile(piece => !piece.HasWords(page)).Reverse().SkipWhile(piece => !piece.HasWords(page)).Reverse()];
    }

    private readonly record struct Piece(int Line, int From, int To)
    {
        public string Words(PageText page) => page.Lines[Line].Text[From..To];

        public bool HasWords(PageText page) => Words(page).Any(WordBoundaries.IsWord);
    }
}
