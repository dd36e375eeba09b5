using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Export;

/// <summary>Rewrites a note's Markdown so that it can be one of many in a file, and other programs show it as this site does.</summary>
/// <remarks>
/// On this site, HTML in a note is text, a link definition applies only to its own note, and an unclosed fence ends with the note. In other
/// programs, an unclosed comment would hide the notes after it, and <c>[1]: …</c> in one note would turn every <c>[1]</c> into a link. So
/// text is escaped, links get their own addresses, headings are lowered below those of the file, and fences are closed. The result is then
/// parsed as other programs parse it. If it would not look as it does on this site, the note is exported as it was typed, in a fence.
/// </remarks>
internal static partial class PortableNote
{
    private const int DeepestHeading = 6;

    private static readonly MarkdownPipeline Here = NoteMarkdown.Syntax().DisableHtml().UsePreciseSourceLocation().Build();
    private static readonly MarkdownPipeline Elsewhere = NoteMarkdown.Syntax().Build();

    public static string Of(string note)
    {
        var typed = note.ReplaceLineEndings("\n");
        try
        {
            var portable = Rewritten(typed, Markdown.Parse(typed, Here));
            return Shown(portable, Elsewhere) == Shown(typed, Here) ? portable : Fenced(typed);
        }
        catch (ArgumentException)
        {
            return Fenced(typed); // nested too deeply to be parsed
        }
    }

    private static string Rewritten(string note, MarkdownDocument document)
    {
        var used = document.Descendants<LinkInline>().Select(link => link.Reference).OfType<LinkReferenceDefinition>().ToHashSet();
        var edits = document.Descendants().SelectMany(node => node switch
        {
            LiteralInline literal => Escapes(note, literal.Span),
            LinkInline { Reference: not null } link => InlineLink(note, link),
            LinkReferenceDefinition definition => [used.Contains(definition) ? new Edit(definition.Span.Start, definition.Span.Length, "") : new Edit(definition.Span.Start, 0, @"\")],
            HeadingBlock heading => Lowered(note, heading),
            _ => (IEnumerable<Edit>)[],
        }).OrderBy(edit => edit.Start).ToList();

        var text = new StringBuilder();
        var at = 0;
        foreach (var edit in edits)
        {
            if (edit.Start < at)
            {
                continue; // inside an earlier edit
            }

            text.Append(note, at, edit.Start - at).Append(edit.Text);
            at = edit.Start + edit.Length;
        }

        text.Append(note, at, note.Length - at);
        if (document.LastChild is FencedCodeBlock { ClosingFencedCharCount: 0 } open)
        {
            text.Append('\n').Append(open.FencedChar, open.OpeningFencedCharCount);
        }

        return text.ToString().Trim('\n');
    }

    // Escapes what is text here but would open HTML or refer to a footnote in other programs.
    private static IEnumerable<Edit> Escapes(string note, SourceSpan span)
    {
        for (var i = Math.Max(0, span.Start); i <= span.End && i < note.Length; i++)
        {
            var isOpening = note[i] == '<' || (note[i] == '[' && i + 1 < note.Length && note[i + 1] == '^');
            if (isOpening && !IsEscaped(note, i))
            {
                yield return new Edit(i, 0, @"\");
            }
        }
    }

    private static bool IsEscaped(string note, int at)
    {
        var before = at;
        while (before > 0 && note[before - 1] == '\\')
        {
            before--;
        }

        return (at - before) % 2 == 1;
    }

    private static IEnumerable<Edit> InlineLink(string note, LinkInline link)
    {
        var end = link.LastChild is { } last ? last.Span.End + 1 : link.Span.Start + (link.IsImage ? 2 : 1);
        if (end < note.Length && note[end] == ']' && link.Span.End >= end)
        {
            var address = (link.Url ?? "").Replace("\\", @"\\", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal);
            var title = string.IsNullOrEmpty(link.Title) ? "" : $" \"{link.Title.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
            yield return new Edit(end, link.Span.End + 1 - end, $"](<{address}>{title})");
        }
    }

    // The file itself uses headings of the first and second level.
    private static IEnumerable<Edit> Lowered(string note, HeadingBlock heading)
    {
        if (!heading.IsSetext)
        {
            yield return new Edit(heading.Span.Start, 0, new string('#', Math.Min(2, DeepestHeading - heading.Level)));
        }
        else if (heading.Inline is { Span: var words } && words.End < heading.Span.End && heading.Span.End < note.Length && !note[words.Start..words.End].Contains('\n', StringComparison.Ordinal))
        {
            yield return new Edit(heading.Span.Start, 0, "### ");
            yield return new Edit(words.End + 1, heading.Span.End - words.End, "");
        }
    }

    private static string Shown(string note, MarkdownPipeline pipeline) =>
        HeadingTag.Replace(NoteMarkdown.Render(Markdown.Parse(note, pipeline), pipeline), "${slash}h>").Trim();

    private static string Fenced(string note)
    {
        var longest = Backticks.Matches(note).Select(run => run.Length).DefaultIfEmpty(0).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return string.Create(CultureInfo.InvariantCulture, $"{fence}\n{note}\n{fence}");
    }

    private readonly record struct Edit(int Start, int Length, string Text);

    [GeneratedRegex("(?<slash></?)h[1-6]>")]
    private static partial Regex HeadingTag { get; }

    [GeneratedRegex("`+")]
    private static partial Regex Backticks { get; }
}
