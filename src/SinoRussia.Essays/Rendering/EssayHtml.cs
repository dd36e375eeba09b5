using System.Collections.Immutable;
using System.Text;

namespace SinoRussia.Essays.Rendering;

/// <summary>Renders the essay as HTML, with highlights. No other code does. The output is safe to write as it is.</summary>
/// <param name="essay">The essay to render.</param>
/// <param name="highlights">The reader's highlights, the oldest first: the newest is drawn on top.</param>
/// <param name="links">The addresses and labels of the page around the essay.</param>
/// <remarks>An element without any mark is rendered once per essay and set of links.</remarks>
public sealed class EssayHtml(Essay essay, IReadOnlyList<Highlight> highlights, PageLinks links)
{
    private readonly HighlightLayers layers = highlights.Count == 0 ? HighlightLayers.None : new HighlightLayers(highlights, essay.Text);
    private readonly PlainElements plain = PlainElements.Of(essay);

    /// <summary>The address of the page with the footnotes; empty when they are on the same page.</summary>
    public string FootnotesPage { get; init; } = "";

    /// <summary>The passages that a search found or that the page's address names, to be marked as such.</summary>
    public IReadOnlyList<Passage> Found { get; init; } = [];

    /// <summary>The class of their <c>mark</c> elements.</summary>
    public string FoundClass { get; init; } = "found";

    /// <summary>How many of the reader's marks lost their words beside each element, by the element's id.</summary>
    public IReadOnlyDictionary<string, int> Detached { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>When set, its result is written in place of each element. For a caller that inserts the elements itself.</summary>
    public Func<Element, string>? Instead { get; init; }

    private Overlay Overlay => new(layers, Found, FoundClass, Detached);

    /// <summary>Renders inlines on their own, such as a reference in a list of sources.</summary>
    public static string Of(ImmutableArray<Inline> inlines, PageLinks links)
    {
        var html = new StringBuilder();
        new BlockRenderer(html, new Block("p", inlines, 0), HighlightLayers.None, [], "", [], links, links.Essay).Write();
        return html.ToString();
    }

    /// <summary>Renders a text that stands beside the essay.</summary>
    public static string Of(EditorsText text, PageLinks links)
    {
        ArgumentNullException.ThrowIfNull(text);
        var html = new StringBuilder();
        foreach (var part in text.Parts)
        {
            Write(html, part.Content, part.Id, links);
            html.Append('\n');
        }

        return html.ToString();
    }

    private static void Write(StringBuilder html, Node node, string? id, PageLinks links)
    {
        var tag = node is Block block ? block.Tag : ((Container)node).Tag;
        html.Append(id is null ? $"<{tag}" : $"<{tag} id=\"{id}\"").Append(node is Container { Start: { } first } ? $" start=\"{first}\">" : ">");
        if (node is Block words)
        {
            html.Append(Of(words.Inlines, links));
        }
        else
        {
            foreach (var child in ((Container)node).Children)
            {
                Write(html, child, null, links);
            }
        }

        html.Append($"</{tag}>");
    }

    /// <summary>Renders a <c>section</c> element: the heading, and everything up to the next one.</summary>
    public string Section(Section section)
    {
        var html = new StringBuilder();
        html.Append($"<section id=\"{section.Slug}\" class=\"essay-section\" aria-labelledby=\"{section.Heading.Id}\">\n");
        Write(html, section.Heading);
        foreach (var element in section.Elements)
        {
            Write(html, element);
            html.Append(plain.Get(links, FootnotesPage, element, "figures", () => string.Concat(essay.Supplements.FiguresUnder(element).Select(new FigureHtml(links).InTheEssay))));
        }

        return html.Append("</section>\n").ToString();
    }

    /// <summary>Renders the footnotes as list items, for an <c>ol</c>.</summary>
    public string Footnotes()
    {
        var html = new StringBuilder();
        foreach (var footnote in essay.Footnotes)
        {
            Write(html, footnote.Body);
        }

        return html.ToString();
    }

    /// <summary>Whether the reader has a mark in the element, or one beside it whose words are gone.</summary>
    public bool IsMarked(Element element) => Overlay.Marks(element);

    /// <summary>Renders one element as it is on the page.</summary>
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
        }
        else if (Overlay.Touches(element))
        {
            Render(html, element);
        }
        else
        {
            html.Append(plain.Get(links, FootnotesPage, element, "", () =>
            {
                var own = new StringBuilder();
                Render(own, element);
                return own.ToString();
            }));
        }
    }

    private void Render(StringBuilder html, Element element) =>
        new ElementRenderer(html, essay, Overlay, links, FootnotesPage, plain.ReferringElements).Write(element);
}
