using System.Text;
using SinoRussia.Essays;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Export;

/// <summary>Exports annotations as Markdown for people to read and keep.</summary>
internal sealed class MarkdownExport(Essay essay, SiteAddress site, ReaderColours colours)
{
    // Four spaces, so that tabs in a note keep their positions.
    private const string Indent = "    ";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public const string MediaType = "text/markdown; charset=utf-8";

    public async Task WriteAsync(Stream stream, IAsyncEnumerable<Annotation> annotations, CancellationToken cancellation)
    {
        await using var file = new StreamWriter(stream, Utf8, leaveOpen: true);
        var names = await colours.NamesAsync(cancellation);
        var text = new StringBuilder($"# Notes on {MarkdownText.Escaped(essay.Metadata.Title)}\n\n<{site.Root}/>\n");
        var heading = "";
        await foreach (var annotation in annotations.WithCancellation(cancellation))
        {
            var home = annotation.Anchor.Passage is { } passage ? essay.ElementsIn(passage).FirstOrDefault() : null;
            var section = home is null ? "No longer in the text" : essay.SectionOf(home)?.Title ?? "Footnotes";
            if (section != heading)
            {
                text.Append($"\n## {MarkdownText.Escaped(section)}\n");
                heading = section;
            }

            text.Append('\n').Append(Item(annotation, home, names)).Append('\n');
            await file.WriteAsync(text, cancellation); // one at a time, so that a long list is never in memory as a whole
            text.Clear();
        }

        await file.WriteAsync(text, cancellation); // the heading, if there are no annotations
    }

    // Markdown that is left open in a list item ends with the item. The note comes last, so that it cannot affect the rest of its item.
    private string Item(Annotation annotation, Element? home, ColourNames names)
    {
        var quotation = NotesFilter.QuotationOf(annotation, essay).Split('\n').Select(MarkdownText.Line).Where(line => line.Length > 0).Select(line => $"> {line}");
        var parts = new[]
        {
            home is null ? null : $"[{PlaceOf(home)}]({site.Root}{ElementLinks.PathOf(home)})",
            MarkdownText.Escaped(names.InWords(annotation.Colour)),
            annotation.Tags.Count == 0 ? null : $"tags: {string.Join(", ", annotation.Tags.Select(MarkdownText.Escaped))}",
            annotation.ModifiedAt.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'"),
        };
        string?[] pieces = [string.Join("\n>\n", quotation), string.Join(" · ", parts.Where(part => part is not null)), annotation.Note is { } note ? PortableNote.Of(note) : null];
        var lines = string.Join("\n\n", pieces.Where(piece => piece is not null)).Split('\n').Select((line, i) => i == 0 ? $"-   {line}" : line.Length == 0 ? line : Indent + line);
        return string.Join('\n', lines);
    }

    private static string PlaceOf(Element home) => home.Number is { } number ? $"¶ {number}" : MarkdownText.Escaped(home.Id);
}
