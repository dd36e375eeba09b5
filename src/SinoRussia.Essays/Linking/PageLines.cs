using System.Net;
using System.Text;

namespace SinoRussia.Essays.Linking;

/// <summary>Parses our own HTML as a browser's search does: line by line, without what the stylesheet hides.</summary>
/// <remarks>It parses the renderer's output, so that the page is described only once.
/// Our renderer closes every tag, and has no <c>&lt;</c> or <c>&gt;</c> in an attribute.</remarks>
internal sealed class PageLines
{
    private static readonly HashSet<string> InlineTags = new(StringComparer.Ordinal)
    {
        "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u",
    };

    private readonly List<PageLine> lines = [];
    private readonly Stack<Open> open = new();
    private readonly StringBuilder line = new();
    private int? position; // in the essay's text, while one of its blocks is open
    private int? start;
    private int counted;

    public static IReadOnlyList<PageLine> Of(string html)
    {
        var parser = new PageLines();
        parser.Parse(html);
        return parser.lines;
    }

    private bool IsSkipped => open.Any(element => element.IsSkipped);

    private bool IsApparatus => open.Any(element => element.IsApparatus);

    private void Parse(string html)
    {
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<')
            {
                var next = html.IndexOf('<', at);
                var end = next < 0 ? html.Length : next;
                Add(WebUtility.HtmlDecode(html[at..end]));
                at = end;
                continue;
            }

            var close = html.IndexOf('>', at);
            Tag(html[(at + 1)..close]);
            at = close + 1;
        }

        End();
    }

    private void Tag(string tag)
    {
        if (tag[0] == '/')
        {
            if (open.Peek().IsBlock)
            {
                End();
            }

            if (open.Pop().IsCounted)
            {
                position = null;
            }

            return;
        }

        var name = tag.Split(' ', '/')[0];
        var (isBlock, isVoid) = (!InlineTags.Contains(name) || Has(tag, "number") || Has(tag, "dates"), name is "br" or "img" or "hr" or "input" or "wbr" || tag[^1] == '/');
        if (isBlock)
        {
            End();
        }

        if (isVoid)
        {
            return;
        }

        var first = Attribute(tag, "data-start");
        if (first is not null)
        {
            position = int.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        }

        // The stylesheet takes footnote numbers out of the text and puts paragraph numbers and years beside it.
        open.Push(new Open(isBlock, first is not null, tag.Contains(" data-apparatus", StringComparison.Ordinal), Has(tag, "noteref"), Has(tag, "number")));
    }

    private void Add(string text)
    {
        if (IsSkipped)
        {
            return;
        }

        if (position is not { } at || IsApparatus)
        {
            foreach (var c in text)
            {
                if (!char.IsWhiteSpace(c))
                {
                    line.Append(c);
                }
                else if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }

            return;
        }

        if (line.Length == 0)
        {
            start = at;
        }

        if (line.Length == counted)
        {
            counted += text.Length;
        }
        else
        {
            start = null; // a line with apparatus between its words is searched, but not linked to
        }

        line.Append(text);
        position = at + text.Length;
    }

    private void End()
    {
        var text = line.ToString();
        if (start is null)
        {
            text = text.Trim();
        }

        if (text.Length > 0)
        {
            lines.Add(new PageLine(text, start, start is null ? 0 : counted, start is not null || open.Any(element => element.IsNumber)));
        }

        line.Clear();
        (start, counted) = (null, 0);
    }

    private static bool Has(string tag, string name) => tag.Contains($" class=\"{name}\"", StringComparison.Ordinal);

    private static string? Attribute(string tag, string name)
    {
        var at = tag.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var from = at + name.Length + 3;
        return tag[from..tag.IndexOf('"', from)];
    }

    private readonly record struct Open(bool IsBlock, bool IsCounted, bool IsApparatus, bool IsSkipped, bool IsNumber);
}
