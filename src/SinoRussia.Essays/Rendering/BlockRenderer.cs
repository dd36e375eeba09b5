using System.Collections.Immutable;
using System.Text;

namespace SinoRussia.Essays.Rendering;

/// <summary>Writes one block's inlines, cut where highlights begin and end.</summary>
/// <remarks>
/// A stretch under several highlights is one <c>mark</c> naming them, or where they are many those that <see cref="HighlightLayers"/>
/// chooses and how many more there are: overlaps are never merged. Footnote references stay outside every <c>mark</c>, and so alive.
/// Each highlight ends with a link of its own to its note: that is how it is reached by key, and without script. A term is a link
/// around the words it explains, marked or not.
/// </remarks>
internal sealed class BlockRenderer(
    StringBuilder html,
    Block block,
    HighlightLayers layers,
    ImmutableArray<Passage> found,
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

                html.Append('>');
                linksOpen++;
                Write(link.Children);
                linksOpen--;
                html.Append("</a>");
                WriteEndedLinks();
                break;
            case StatusLabel label:
                html.Append("<strong class=\"footnote-status\">");
                WriteWords(label.Text);
                html.Append("</strong>");
                break;
            case Citation { Source: var source }:
                html.Append($"<a class=\"citation\" role=\"doc-biblioref\" href=\"{links.Source(source)}\">");
                linksOpen++;
                WriteWords(source.ShortForm);
                linksOpen--;
                html.Append("</a>");
                WriteEndedLinks();
                break;
            case FootnoteReference reference:
                html.Append($"<a class=\"noteref\" id=\"{reference.Id}\" role=\"doc-noteref\" data-apparatus href=\"{footnotesPage}#fn-{reference.Label}\" aria-label=\"{reference.Number}\"><sup>{reference.Number}</sup></a>");
                break;
        }
    }

    private void WriteWords(ReadOnlySpan<char> words)
    {
        var end = position + words.Length;
        foreach (var term in terms.Where(term => linksOpen == 0 && position <= term.Passage.Start && term.Passage.End <= end))
        {
            WriteStretches(words[^(end - position)..^(end - term.Passage.Start)]);
            // A link that can be dragged could not be where a selection begins.
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
            html.Append(isFound ? "<mark class=\"found\">" : "").AppendEncoded(words).Append(isFound ? "</mark>" : "");
            return;
        }

        var newest = over[^1];
        html.Append($"<mark class=\"highlight{(isFound ? " found" : "")}\" data-colour=\"{newest.Colour}\" data-annotation=\"").AppendJoin(' ', over.Select(h => h.Id)).Append('"');
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

    // A link cannot stand inside a link: there it waits for the outer one to close.
    private void WriteEndedLinks()
    {
        while (linksOpen == 0 && ended.TryDequeue(out var highlight))
        {
            var what = highlight.HasNote ? "note" : "highlight";
            var link = links.Annotation(highlight);
            html.Append($"<a class=\"mark-link\" data-apparatus data-kind=\"{what}\" data-colour=\"{highlight.Colour}\" data-annotation=\"{highlight.Id}\" href=\"{link.Address}\"{(highlight.ChangeNotice is null ? "" : " data-changed")} aria-label=\"").AppendEncoded(link.Label).Append("\"></a>");
        }
    }
}
