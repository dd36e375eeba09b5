using System.Collections.Immutable;
using System.Text;
using SinoRussia.Essays.Rendering;
using SinoRussia.Essays.Searching;

namespace SinoRussia.Essays.Linking;

/// <summary>All of the essay's page as a browser searches it for the words that a link names: the first place where they may stand wins.</summary>
/// <remarks>What shows only in some layouts, or to some readers, counts as there when it could be found first, and as absent when
/// something rests on it. Case, accents and the style of quotes and dashes are passed over, which is more than browsers do.</remarks>
public sealed class PageText
{
    private readonly string folded; // of all lines, each ending in a line feed
    private readonly ImmutableArray<int> starts; // of the lines therein

    /// <param name="essay">The essay whose page it is.</param>
    /// <param name="frame">All that the page has around the essay and that may stand before it, line by line.</param>
    /// <param name="links">The addresses and labels that the page is rendered with.</param>
    public PageText(Essay essay, IEnumerable<string> frame, PageLinks links)
    {
        ArgumentNullException.ThrowIfNull(essay);
        var html = new EssayHtml(essay, [], links);
        Lines =
        [
            .. frame.Select(text => new PageLine(text, null, 0, IsCertain: false)),
            .. essay.Sections.SelectMany(section => PageLines.Of(html.Section(section))),
            .. PageLines.Of(html.Footnotes()),
        ];
        var (all, begin) = (new StringBuilder(), ImmutableArray.CreateBuilder<int>(Lines.Length));
        foreach (var line in Lines)
        {
            begin.Add(all.Length);
            all.Append(Fold(line.Text)).Append('\n');
        }

        (folded, starts) = (all.ToString(), begin.MoveToImmutable());
    }

    /// <summary>The lines in the order of the document.</summary>
    public ImmutableArray<PageLine> Lines { get; }

    internal static string Fold(string text) => new FoldedText(text).Value.TrimEnd();

    /// <summary>Whether a browser finds exactly this stretch, from a place in one line to a place in the same or a later one, in every layout.</summary>
    internal bool Finds(TextDirective directive, (int Line, int At) first, (int Line, int At) last)
    {
        var (start, end) = (Fold(directive.Start), directive.End is null ? null : Fold(directive.End));
        var (prefix, suffix) = (directive.Prefix is null ? null : Fold(directive.Prefix), directive.Suffix is null ? null : Fold(directive.Suffix));
        var (from, to) = (FoldedAt(first), FoldedAt(last));
        if (start.Length == 0 || end?.Length == 0 || prefix?.Length == 0 || suffix?.Length == 0)
        {
            return false;
        }

        for (var at = Next(start, 0); at >= 0 && at <= from; at = Next(start, at + 1))
        {
            if (prefix is not null && !MayPrecede(prefix, at))
            {
                continue;
            }

            if (end is not null)
            {
                return at == from && EndOf(end, suffix, at + start.Length) == to;
            }

            if (suffix is null || MayFollow(suffix, at + start.Length))
            {
                return at == from && at + start.Length == to;
            }
        }

        return false;
    }

    private int EndOf(string end, string? suffix, int after)
    {
        var at = Next(end, after);
        while (at >= 0 && suffix is not null && !MayFollow(suffix, at + end.Length))
        {
            at = Next(end, at + 1);
        }

        return at < 0 ? at : at + end.Length;
    }

    private int Next(string words, int from) => folded.IndexOf(words, from, StringComparison.Ordinal);

    private int FoldedAt((int Line, int At) place) => starts[place.Line] + Fold(Lines[place.Line].Text[..place.At]).Length
        + (place.At < Lines[place.Line].Text.Length && place.At > 0 && char.IsWhiteSpace(Lines[place.Line].Text[place.At - 1]) ? 1 : 0);

    private bool MayPrecede(string prefix, int at)
    {
        var line = LineOf(at);
        while (at > starts[line] && folded[at - 1] == ' ')
        {
            at--;
        }

        if (at > starts[line])
        {
            return Stands(prefix, at - prefix.Length);
        }

        for (line--; line >= 0; line--)
        {
            if (Stands(prefix, starts[line + 1] - 1 - prefix.Length))
            {
                return true;
            }

            if (Lines[line].IsCertain)
            {
                return false;
            }
        }

        return false;
    }

    private bool MayFollow(string suffix, int at)
    {
        while (folded[at] == ' ')
        {
            at++;
        }

        if (folded[at] != '\n')
        {
            return Stands(suffix, at);
        }

        for (var line = LineOf(at) + 1; line < Lines.Length; line++)
        {
            if (Stands(suffix, starts[line]))
            {
                return true;
            }

            if (Lines[line].IsCertain)
            {
                return false;
            }
        }

        return false;
    }

    private bool Stands(string words, int at) => at >= 0 && string.CompareOrdinal(folded, at, words, 0, words.Length) == 0;

    private int LineOf(int at)
    {
        var found = starts.BinarySearch(at);
        return found >= 0 ? found : ~found - 1;
    }
}
