using System.Collections.Immutable;
using System.Text;

namespace SinoRussia.Essays.Rendering;

/// <summary>Renders the inlines of one block, divided where highlights begin and end.</summary>
/// <remarks>
/// A stretch under several highlights is one <c>mark</c> with the ids of all of them, or, if they are many, of those that
/// <see cref="HighlightLayers"/> chooses, with the number of the others. Footnote references stay outside of every <c>mark</c>. After
/// each highlight there is a link to it, for the keyboard and for browsers without script. A term is a link around the words that it
/// explains.
/// </remarks>
internal sealed class BlockRenderer(
    StringBuilder html,
    Block block,
    HighlightLayers layers,
    ImmutableArray<Passage> found,
    string foundClass,
    ImmutableArray<Mention> terms,
    PageLinks links,
    string footnotesPage)
{
    private readonly Queue<Highlight> ended = new();
    private readonly ImmutableArray<int> foundEnds = [.. found.SelectMany(p => (int[])[p.Start, p.End]).Distinct().Order()];

    private int position = block.Start;
    private int layer = layers.IndexAt(block.Start);
    private int foundPassed;
    private int linksOpen;

    public void Write() => Write(block.Inlines);

    private void Write(ImmutableArray<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            Write(inline);
        }
    }

    private void OpenLink(string startTag)
    {
        html.Append(startTag);
        linksOpen++;
    }

    private void CloseLink()
    {
        linksOpen--;
        html.Append("</a>");
        WriteEndedLinks();
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case Words words:
                WriteWords(words.Value);
                break;
            case LineBreak:
                WriteWords(" ");
                html.Append("<br>");
                break;
            case Styled styled:
                html.Append('<').Append(styled.Tag).Append('>');
                Write(styled.Children);
                html.Append("</").Append(styled.Tag).Append('>');
                break;
            case Link link:
                html.Append("<a href=\"").AppendEncoded(link.Href).Append('"');
                if (link.Title is { } title)
                {
                    html.Append(" title=\"").AppendEncoded(title).Append('"');
                }

                OpenLink(">");
                Write(link.Children);
                CloseLink();
                break;
            case PlaceLink link:
                OpenLink($"<a class=\"place-link\" href=\"{links.Place(link.Place)}\">");
                Write(link.Children);
                CloseLink();
                break;
            case EditorsTextLink link:
                OpenLink($"<a href=\"{links.EditorsText(link.File)}\">");
                Write(link.Children);
                CloseLink();
                break;
            case StatusLabel label:
                html.Append("<strong class=\"footnote-status\">");
                WriteWords(label.Text);
                html.Append("</strong>");
                break;
            case Citation { Source: var source }:
                OpenLink($"<a class=\"citation\" role=\"doc-biblioref\" href=\"{links.Source(source)}\">");
                WriteWords(source.ShortForm);
                CloseLink();
                break;
            case NoteLink note:
                OpenLink($"<a class=\"note-link\" role=\"doc-noteref\" href=\"{footnotesPage}#fn-{note.Label}\"{(note.Noun.Length > 0 ? "" : $" aria-label=\"note {note.Number}\"")}>");
                WriteWords(note.Text);
                CloseLink();
                break;
            case FootnoteReference reference:
                html.Append($"<a class=\"noteref\" id=\"{reference.Id}\" role=\"doc-noteref\" data-apparatus href=\"{footnotesPage}#fn-{reference.Label}\" aria-label=\"{reference.Number}\"");
                if (layers.NamedAt(position, layer).LastOrDefault(highlight => highlight.Passage.Start < position) is { } behind)
                {
                    html.Append($" data-colour=\"{behind.Colour}\""); // the tint goes on behind the number
                }

                html.Append($"><sup>{reference.Number}</sup></a>");
                break;
        }
    }

    private void WriteWords(ReadOnlySpan<char> words)
    {
        var end = position + words.Length;
        foreach (var term in terms.Where(term => linksOpen == 0 && position <= term.Passage.Start && term.Passage.End <= end))
        {
            WriteStretches(words[^(end - position)..^(end - term.Passage.Start)]);
            // A selection could not begin on a draggable link.
            html.Append($"<a class=\"term\" draggable=\"false\" href=\"{links.Person(term.Person)}\">");
            linksOpen++;
            WriteStretches(words[^(end - position)..^(end - term.Passage.End)]);
            linksOpen--;
            html.Append("</a>");
            WriteEndedLinks();
        }

        WriteStretches(words[^(end - position)..]);
    }

    private void WriteStretches(ReadOnlySpan<char> words)
    {
        while (words.Length > 0)
        {
            while (foundPassed < foundEnds.Length && foundEnds[foundPassed] <= position)
            {
                foundPassed++;
            }

            var next = Math.Min(layers.EndOf(layer), foundPassed < foundEnds.Length ? foundEnds[foundPassed] : int.MaxValue);
            var length = Math.Min(words.Length, next - position);
            WriteStretch(words[..length]);
            words = words[length..];
            position += length;
            if (position == layers.EndOf(layer))
            {
                layer++;
                foreach (var highlight in layers.EndingAt(layer))
                {
                    ended.Enqueue(highlight);
                }
            }

            WriteEndedLinks();
        }
    }

    private void WriteStretch(ReadOnlySpan<char> words)
    {
        var over = layers.NamedAt(position, layer);
        var isFound = found.Any(p => p.Start <= position && position < p.End);
        if (over.IsEmpty)
        {
            html.Append(isFound ? $"<mark class=\"{foundClass}\">" : "").AppendEncoded(words).Append(isFound ? "</mark>" : "");
            return;
        }

        var newest = over[^1];
        html.Append($"<mark class=\"highlight{(isFound ? $" {foundClass}" : "")}\" data-colour=\"{newest.Colour}\" data-annotation=\"").AppendJoin(' ', over.Select(h => h.Id)).Append('"');
        if (over.Length > 1)
        {
            html.Append($" data-under=\"{over[^2].Colour}\"");
        }

        if (layers.CountOn(layer) - over.Length is var more and > 0)
        {
            html.Append($" data-more=\"{more}\"");
        }

        if (newest.ChangeNotice is { } changeNotice)
        {
            html.Append(" data-changed title=\"").AppendEncoded(changeNotice).Append('"');
        }

        html.Append('>').AppendEncoded(words).Append("</mark>");
    }

    // HTML allows no link inside a link. So inside a link these wait for its end.
    private void WriteEndedLinks()
    {
        while (linksOpen == 0 && ended.TryDequeue(out var highlight))
        {
            var what = highlight.HasNote ? "note" : "highlight";
            var link = links.Annotation(highlight);
            html.Append($"<a class=\"mark-link\" data-apparatus data-kind=\"{what}\"{(position == block.End ? " data-last" : "")} data-colour=\"{highlight.Colour}\" data-annotation=\"{highlight.Id}\" href=\"{link.Address}\"{(highlight.ChangeNotice is null ? "" : " data-changed")} aria-label=\"").AppendEncoded(link.Label).Append("\"></a>");
        }
    }
}
