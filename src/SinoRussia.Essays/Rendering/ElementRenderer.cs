using System.Collections.Immutable;
using System.Text;

namespace SinoRussia.Essays.Rendering;

/// <summary>Renders one element with the links that belong to it.</summary>
/// <param name="referringElements">The element that each reference to a footnote is in, by the reference's id.</param>
/// <remarks>Reader views of browsers drop our stylesheets. So the markup itself raises a reference's number and puts a space after a
/// paragraph's, and a link that shows only a sign has no text: the stylesheet adds the sign.</remarks>
internal sealed class ElementRenderer(
    StringBuilder html,
    Essay essay,
    Overlay overlay,
    PageLinks links,
    string footnotesPage,
    IReadOnlyDictionary<string, Element> referringElements)
{
    public void Write(Element element)
    {
        switch (element)
        {
            case { Kind: ElementKind.Heading, Nodes: [Block heading] }:
                WriteHeading(element, heading);
                break;
            case { Kind: ElementKind.Footnote }:
                WriteFootnote(element);
                break;
            case { Nodes: [Block block] }:
                Open(block.Tag, element.Id, block.Start);
                WriteNumber(element);
                WriteText(block);
                WriteLinks(element);
                html.Append($"</{block.Tag}>\n");
                break;
            case { Kind: ElementKind.Figure, Nodes: [Container { Tag: "figure" } figure] }:
                WriteFigure(element, figure);
                break;
            default:
                html.Append($"<div id=\"{element.Id}\" class=\"compound\">");
                WriteNumber(element);
                WriteAll(element.Nodes);
                WriteLinks(element);
                html.Append("</div>\n");
                break;
        }
    }

    private void WriteHeading(Element element, Block heading)
    {
        var link = links.Section(element.Id[..^"-h".Length]);
        Open("h2", element.Id, heading.Start);
        WriteText(heading);
        html.Append($"<a class=\"permalink\" data-apparatus href=\"{link.Address}\" aria-label=\"").AppendEncoded(link.Label).Append("\"></a></h2>\n");
    }

    private void WriteAll(ImmutableArray<Node> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is Block block)
            {
                Open(block.Tag, id: null, block.Start);
                WriteText(block);
                html.Append($"</{block.Tag}>");
            }
            else if (node is Container container)
            {
                html.Append(container.Start is { } first ? $"<{container.Tag} start=\"{first}\">" : $"<{container.Tag}>");
                WriteAll(container.Children);
                html.Append($"</{container.Tag}>");
            }
        }
    }

    // HTML wants the caption first or last in its figure. So the element's links go into the caption, not after it.
    private void WriteFigure(Element element, Container figure)
    {
        var caption = figure.Children.OfType<Block>().LastOrDefault(block => block.Tag == "figcaption");
        var isFirst = caption is not null && figure.Children is [var first, _, ..] && first == caption;
        html.Append($"<figure id=\"{element.Id}\">");
        WriteMissingPicture(when: !isFirst);
        foreach (var node in figure.Children)
        {
            if (node is Block block && block == caption)
            {
                Open(block.Tag, id: null, block.Start);
                WriteText(block);
                WriteLinks(element);
                html.Append($"</{block.Tag}>");
                WriteMissingPicture(when: isFirst);
            }
            else
            {
                WriteAll([node]);
            }
        }

        html.Append("</figure>\n");
    }

    private void WriteMissingPicture(bool when)
    {
        if (when)
        {
            html.Append("<p class=\"missing-picture\" data-apparatus>").AppendEncoded(links.MissingPicture).Append("</p>");
        }
    }

    private void WriteFootnote(Element body)
    {
        var footnote = essay.Footnotes.First(footnote => footnote.Body == body);

        // With an explicit value, numbers stay right where some footnotes of the list are hidden.
        html.Append($"<li id=\"{body.Id}\" value=\"{footnote.Number}\"");
        if (footnote.Status is { } status)
        {
            html.Append($" data-status=\"{status.Name}\"");
        }

        html.Append('>');
        WriteGloss(footnote);
        WriteAll(body.Nodes);
        html.Append("<span class=\"backlinks\" data-apparatus>");
        foreach (var reference in footnote.References)
        {
            html.Append($"<a class=\"backlink\" role=\"doc-backlink\" data-apparatus href=\"#{reference.Id}\" aria-label=\"").AppendEncoded(links.BackTo(referringElements.GetValueOrDefault(reference.Id))).Append("\">↩</a>");
        }

        html.Append("</span></li>\n");
    }

    // Hidden, because the whole footnote follows. The stylesheet shows it where the footnote is folded.
    private void WriteGloss(Footnote footnote)
    {
        if (footnote.Gloss.IsEmpty)
        {
            return;
        }

        html.Append("<p class=\"gloss\" data-apparatus hidden aria-hidden=\"true\">");
        if (footnote.Status is { } status && status != FootnoteStatus.Precision)
        {
            html.Append("<strong class=\"footnote-status\">").Append(new StatusLabel(status).Text).Append("</strong> ");
        }

        html.Append("<span>").Append(EssayHtml.Of(footnote.Gloss, links)).Append("</span></p>");
    }

    private void WriteNumber(Element element)
    {
        WriteSpeaker(element);
        if (element.Number is { } number)
        {
            var link = links.Paragraph(element);
            html.Append($"<a class=\"number\" data-apparatus href=\"{link.Address}\" aria-label=\"").AppendEncoded(link.Label).Append($"\">{number} </a>");
        }
    }

    // The stylesheet writes the name, as it does the numbers of footnotes: find, links and copying ignore it.
    private void WriteSpeaker(Element element)
    {
        if (essay.Supplements.TurnAt(element) is { } passage)
        {
            var link = links.Speaker(passage);
            html.Append($"<a class=\"speaker\" data-apparatus href=\"{link.Address}\" data-name=\"").AppendEncoded(passage.Said).Append("\" aria-label=\"").AppendEncoded(link.Label).Append("\"></a>");
        }
    }

    private void WriteLinks(Element element)
    {
        WriteDates(element);
        WriteNoteLinks(element);
    }

    // The years of the events that the element speaks of, each a link to its event.
    private void WriteDates(Element element)
    {
        var events = essay.Supplements.EventsIn(element).ToList();
        if (events.Count == 0)
        {
            return;
        }

        html.Append("<span class=\"dates\" data-apparatus>");
        foreach (var dated in events)
        {
            var link = links.Event(dated);
            html.Append($" <a href=\"{link.Address}\" aria-label=\"").AppendEncoded(link.Label).Append($"\">{dated.Date.Year}</a>");
        }

        html.Append("</span>");
    }

    private void WriteNoteLinks(Element element)
    {
        var notes = links.NotesOn(element);
        html.Append($"<a class=\"pen\" data-apparatus href=\"{notes.Address}\" title=\"").AppendEncoded(links.NotesHint).Append("\" aria-label=\"").AppendEncoded(notes.Label).Append("\"></a>");
        if (overlay.Detached.GetValueOrDefault(element.Id) is var count and > 0)
        {
            var detached = links.DetachedNotes(element, count);
            html.Append($"<a class=\"lost\" data-apparatus href=\"{detached.Address}\">").AppendEncoded(detached.Label).Append("</a>");
        }
    }

    private void Open(string tag, string? id, int start) =>
        html.Append(id is null ? $"<{tag} data-start=\"{start}\">" : $"<{tag} id=\"{id}\" data-start=\"{start}\">");

    private void WriteText(Block block) => new BlockRenderer(
        html, block, overlay.Highlights, [.. overlay.FoundIn(block.Start, block.End)], overlay.FoundClass, [.. essay.Supplements.TermsIn(block)], links, footnotesPage).Write();
}
