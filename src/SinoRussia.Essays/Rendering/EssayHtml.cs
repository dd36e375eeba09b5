using System.Collections.Immutable;
using System.Text;
using SinoRussia.Essays.Drawing;

namespace SinoRussia.Essays.Rendering;

/// <summary>The one renderer: the essay as HTML, with highlights painted in. Its output is safe to write as it stands.</summary>
/// <param name="essay">What to render.</param>
/// <param name="highlights">What to paint, the oldest first: the newest lies on top.</param>
/// <param name="pathBase">What every address of the site begins with, without a slash at the end; empty at the root.</param>
/// <remarks>Reader views keep the words and drop our stylesheets: numbers are raised and spaced in the markup itself, and a
/// sign that only invites to press is none of the words. What carries no mark is the same for everybody, and rendered once.</remarks>
public sealed class EssayHtml(Essay essay, IReadOnlyList<Highlight> highlights, string pathBase = "")
{
    private readonly HighlightLayers layers = highlights.Count == 0 ? HighlightLayers.None : new HighlightLayers(highlights, essay.Text);
    private readonly PlainElements plain = PlainElements.Of(essay);

    /// <summary>The page that has the notes, where it is another one than this.</summary>
    public string FootnotesPage { get; init; } = "";

    /// <summary>What somebody looked for, to be marked in its place.</summary>
    public IReadOnlyList<Passage> Found { get; init; } = [];

    /// <summary>How many of the reader's marks lost their words beside each element, by its id.</summary>
    public IReadOnlyDictionary<string, int> Detached { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What is written in place of an element, for whoever puts the elements in by themselves.</summary>
    public Func<Element, string>? Instead { get; init; }

    /// <summary>Words in their dress, on their own: a reference, say.</summary>
    public static string Of(ImmutableArray<Inline> inlines)
    {
        var html = new StringBuilder();
        new BlockRenderer(html, new Block("p", inlines, 0), HighlightLayers.None, [], [], "", "").Write();
        return html.ToString();
    }

    public string Section(Section section)
    {
        var html = new StringBuilder();
        html.Append($"<section id=\"{section.Slug}\" class=\"essay-section\" aria-labelledby=\"{section.Heading.Id}\">\n");
        Write(html, section.Heading);
        foreach (var element in section.Elements)
        {
            Write(html, element);
            html.Append(plain.Get(pathBase, FootnotesPage, element, "figures", () => string.Concat(essay.Supplements.FiguresUnder(element).Select(new FigureHtml(pathBase).InTheEssay))));
        }

        return html.Append("</section>\n").ToString();
    }

    /// <summary>The footnotes' list items, for an <c>ol</c>.</summary>
    public string Footnotes()
    {
        var html = new StringBuilder();
        foreach (var footnote in essay.Footnotes)
        {
            Write(html, footnote.Body);
        }

        return html.ToString();
    }

    /// <summary>Whether the reader has a mark in an element, or one that lost its words beside it.</summary>
    public bool IsMarked(Element element) => layers.Touch(element.Start, element.End) || Detached.ContainsKey(element.Id);

    /// <summary>One addressed element, as it stands on the page.</summary>
    public string Element(Element element)
    {
        var html = new StringBuilder();
        Write(html, element);
        return html.ToString();
    }

    private void Write(StringBuilder html, Element element)
    {
        if (Instead is not null)
        {
            html.Append(Instead(element));
            return;
        }

        if (IsMarked(element) || Found.Any(p => p.Start < element.End && element.Start < p.End))
        {
            WriteAnew(html, element);
            return;
        }

        html.Append(plain.Get(pathBase, FootnotesPage, element, "", () =>
        {
            var own = new StringBuilder();
            WriteAnew(own, element);
            return own.ToString();
        }));
    }

    private void WriteAnew(StringBuilder html, Element element)
    {
        switch (element)
        {
            case { Kind: ElementKind.Heading, Nodes: [Block heading] }:
                Open(html, "h2", element.Id, heading.Start);
                Paint(html, heading);
                var slug = element.Id[..^"-h".Length];
                html.Append($"<a class=\"permalink\" data-apparatus href=\"{pathBase}/s/{slug}#{slug}\" aria-label=\"Link to this section\"></a></h2>\n");
                break;
            case { Kind: ElementKind.Footnote }:
                WriteFootnote(html, element);
                break;
            case { Nodes: [Block block] }:
                Open(html, block.Tag, element.Id, block.Start);
                WriteNumber(html, element);
                Paint(html, block);
                WriteDates(html, element);
                WritePen(html, element);
                html.Append($"</{block.Tag}>\n");
                break;
            case { Kind: ElementKind.Figure, Nodes: [Container { Tag: "figure" } figure] }:
                WriteFigure(html, element, figure);
                break;
            default:
                html.Append($"<div id=\"{element.Id}\" class=\"compound\">");
                WriteNumber(html, element);
                WriteAll(html, element.Nodes);
                WriteDates(html, element);
                WritePen(html, element);
                html.Append("</div>\n");
                break;
        }
    }

    private void WriteAll(StringBuilder html, ImmutableArray<Node> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is Block block)
            {
                Open(html, block.Tag, id: null, block.Start);
                Paint(html, block);
                html.Append($"</{block.Tag}>");
            }
            else if (node is Container container)
            {
                html.Append(container.Start is { } first ? $"<{container.Tag} start=\"{first}\">" : $"<{container.Tag}>");
                WriteAll(html, container.Children);
                html.Append($"</{container.Tag}>");
            }
        }
    }

    // A caption is the first or the last thing in its figure, as HTML asks: what belongs to the figure stands in it.
    private void WriteFigure(StringBuilder html, Element element, Container figure)
    {
        const string Missing = "<p class=\"missing-picture\" data-apparatus>Picture not reproduced</p>";
        var caption = figure.Children.OfType<Block>().LastOrDefault(block => block.Tag == "figcaption");
        var isFirst = caption is not null && figure.Children is [var first, _, ..] && first == caption;
        html.Append($"<figure id=\"{element.Id}\">{(isFirst ? "" : Missing)}");
        foreach (var node in figure.Children)
        {
            if (node is Block block && block == caption)
            {
                Open(html, block.Tag, id: null, block.Start);
                Paint(html, block);
                WriteDates(html, element);
                WritePen(html, element);
                html.Append($"</{block.Tag}>{(isFirst ? Missing : "")}");
            }
            else
            {
                WriteAll(html, [node]);
            }
        }

        html.Append("</figure>\n");
    }

    private void WriteFootnote(StringBuilder html, Element body)
    {
        var footnote = essay.Footnotes.First(footnote => footnote.Body == body);

        // Its number is said, for a list of which some notes are hidden would count anew.
        html.Append($"<li id=\"{body.Id}\" value=\"{footnote.Number}\"");
        if (footnote.Status is { } status)
        {
            html.Append($" data-status=\"{status.Name}\"");
        }

        html.Append('>');
        WriteAll(html, body.Nodes);
        html.Append("<span class=\"backlinks\" data-apparatus>");
        foreach (var reference in footnote.References)
        {
            var where = plain.ReferencingElements.GetValueOrDefault(reference.Id) switch
            {
                { Number: { } number } => $"paragraph {number}",
                { Kind: ElementKind.Figure } => "the caption",
                { Kind: ElementKind.Heading } => "the heading",
                { Kind: ElementKind.Footnote } => "the note",
                _ => "the text",
            };
            html.Append($"<a class=\"backlink\" role=\"doc-backlink\" data-apparatus href=\"#{reference.Id}\" aria-label=\"Back to {where}\">↩</a>");
        }

        html.Append("</span></li>\n");
    }

    private void WriteNumber(StringBuilder html, Element element)
    {
        if (element.Number is { } number)
        {
            html.Append($"<a class=\"number\" data-apparatus href=\"{pathBase}/p/{element.Id}#{element.Id}\" aria-label=\"Link to paragraph {number}\">{number} </a>");
        }
    }

    // The years of the events that it speaks of, as links to them.
    private void WriteDates(StringBuilder html, Element element)
    {
        var events = essay.Supplements.EventsIn(element).ToList();
        if (events.Count == 0)
        {
            return;
        }

        html.Append("<span class=\"dates\" data-apparatus>");
        foreach (var one in events)
        {
            html.Append($" <a href=\"{pathBase}/timeline#{one.Key}\" aria-label=\"{one.Date.Year}, in the timeline: ").AppendEncoded(one.Title).Append($"\">{one.Date.Year}</a>");
        }

        html.Append("</span>");
    }

    private void WritePen(StringBuilder html, Element element)
    {
        var what = element.Number is { } number ? $"paragraph {number}" : "this caption";
        html.Append($"<a class=\"pen\" data-apparatus href=\"{pathBase}/p/{element.Id}/notes\" aria-label=\"Your notes on {what}\"></a>");
        if (Detached.GetValueOrDefault(element.Id) is var detached and > 0)
        {
            html.Append($"<a class=\"lost\" data-apparatus href=\"{pathBase}/p/{element.Id}/notes#lost\">{(detached == 1 ? "1 note whose words are" : $"{detached} notes whose words are")} gone</a>");
        }
    }

    private static void Open(StringBuilder html, string tag, string? id, int start) =>
        html.Append(id is null ? $"<{tag} data-start=\"{start}\">" : $"<{tag} id=\"{id}\" data-start=\"{start}\">");

    private void Paint(StringBuilder html, Block block) => new BlockRenderer(
        html,
        block,
        layers,
        [.. Found.Where(p => p.Start < block.End && block.Start < p.End)],
        [.. essay.Supplements.TermsIn(block)],
        pathBase,
        FootnotesPage).Write();
}
