using System.Collections.Immutable;
using System.Text;
using SinoRussia.Essays.Rendering;
using SinoRussia.Essays.Searching;

namespace SinoRussia.Essays.Linking;

/// <summary>The text of the whole page, as a browser searches it for a text fragment: it takes the first place that matches.</summary>
/// <remarks>A line that only some layouts or readers show counts as present where it could match first, and as absent where a match would
/// depend on it. Case, accents and the style of quotes and dashes are ignored. Browsers ignore less, so they find no more places.</remarks>
public sealed class PageText
{
    private readonly string folded; // the folded lines, each with a line feed at its end
    private readonly ImmutableArray<int> starts; // where each line starts in it

    /// <param name="essay">The essay whose page it is.</param>
    /// <param name="frame">The lines of the page around the essay that may come before it.</param>
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

    /// <summary>The lines in document order.</summary>
    public ImmutableArray<PageLine> Lines { get; }

    internal static string Fold(string text) => new FoldedText(text).Value.TrimEnd();

    /// <summary>Whether a browser finds exactly this stretch in every layout. The two places may be in different lines.</summary>
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
            return IsAt(prefix, at - prefix.Length);
        }

        for (line--; line >= 0; line--)
        {
            if (IsAt(prefix, starts[line + 1] - 1 - prefix.Length))
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
            return IsAt(suffix, at);
        }

        for (var line = LineOf(at) + 1; line < Lines.Length; line++)
        {
            if (IsAt(suffix, starts[line]))
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

    private bool IsAt(string words, int at) => at >= 0 && string.CompareOrdinal(folded, at, words, 0, words.Length) == 0;

    private int LineOf(int at)
    {
        var found = starts.BinarySearch(at);
        return found >= 0 ? found : ~found - 1;
    }
}
