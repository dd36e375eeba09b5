using System.Collections.Immutable;

namespace SinoRussia.Essays.Searching;

/// <summary>Parts of a text around the passages that a search found.</summary>
public static class Excerpt
{
    private const int ShownWhole = 280; // in UTF-16 code units: a shorter text is shown whole
    private const int ContextLength = 80;
    private const int MostCuts = 3;
    private const int LongestWord = 24; // a script without spaces is cut between any two characters

    /// <summary>Splits the text into pieces that were found and pieces around them. Where text is left out there is "…".</summary>
    /// <param name="found">The passages in order, without overlaps, in offsets of <paramref name="text"/>.</param>
    public static ImmutableArray<ExcerptPiece> Of(string text, ImmutableArray<Passage> found)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text, found, Cuts(text, found));
    }

    /// <summary>The same for the whole text, however long it is.</summary>
    public static ImmutableArray<ExcerptPiece> Whole(string text, ImmutableArray<Passage> found)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text, found, text.Length == 0 ? [] : [new Passage(0, text.Length)]);
    }

    private static ImmutableArray<ExcerptPiece> Of(string text, ImmutableArray<Passage> found, List<Passage> cuts)
    {
        var pieces = ImmutableArray.CreateBuilder<ExcerptPiece>();
        var shown = 0;
        foreach (var cut in cuts)
        {
            AddPlain(shown < cut.Start ? "… " : "");
            var position = cut.Start;
            foreach (var passage in found.Where(passage => cut.Contains(passage)))
            {
                AddPlain(text[position..passage.Start]);
                pieces.Add(new ExcerptPiece(text[passage.Start..passage.End], IsFound: true));
                position = passage.End;
            }

            AddPlain(text[position..cut.End]);
            shown = cut.End;
            AddPlain(shown < text.Length ? " " : "");
        }

        AddPlain(shown < text.Length ? "…" : "");
        return pieces.ToImmutable();

        void AddPlain(string words)
        {
            if (words.Length > 0)
            {
                pieces.Add(new ExcerptPiece(words, IsFound: false));
            }
        }
    }

    private static List<Passage> Cuts(string text, ImmutableArray<Passage> found)
    {
        if (text.Length <= ShownWhole)
        {
            return text.Length == 0 ? [] : [new Passage(0, text.Length)];
        }

        var cuts = new List<Passage>();
        foreach (var passage in found.IsEmpty ? [new Passage(0, 1)] : found)
        {
            var cut = new Passage(WordStart(text, passage.Start - ContextLength), WordEnd(text, Math.Max(passage.End + ContextLength, found.IsEmpty ? ShownWhole : 0)));
            if (cuts.Count > 0 && cut.Start <= cuts[^1].End)
            {
                cuts[^1] = new Passage(cuts[^1].Start, Math.Max(cuts[^1].End, cut.End));
            }
            else if (cuts.Count < MostCuts)
            {
                cuts.Add(cut);
            }
        }

        return cuts;
    }

    private static int WordStart(string text, int at)
    {
        if (at <= 0)
        {
            return 0;
        }

        var space = text.LastIndexOfAny([' ', '\n'], at, Math.Min(LongestWord, at + 1));
        return space >= 0 ? space + 1 : InsideWord(text, at);
    }

    private static int WordEnd(string text, int at)
    {
        if (at >= text.Length)
        {
            return text.Length;
        }

        var space = text.IndexOfAny([' ', '\n'], at, Math.Min(LongestWord, text.Length - at));
        return space >= 0 ? space : InsideWord(text, at);
    }

    // Never inside a surrogate pair.
    private static int InsideWord(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}

/// <param name="IsFound">Whether the search found this piece.</param>
public sealed record ExcerptPiece(string Text, bool IsFound);
