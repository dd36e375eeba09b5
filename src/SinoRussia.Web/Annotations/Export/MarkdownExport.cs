using System.Text;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Annotations.Export;

/// <summary>Annotations as a Markdown text to be read and kept by people.</summary>
internal sealed class MarkdownExport(Essay essay, SiteAddress site, ReaderColours colours)
{
    public const string MediaType = "text/markdown; charset=utf-8";

    public async Task<string> WriteAsync(IReadOnlyList<Annotation> annotations, CancellationToken cancellation)
    {
        var names = await colours.NamesAsync(cancellation);
        var text = new StringBuilder($"# Notes on {essay.Matter.Title}\n\n<{site.Root}/>\n");
        var heading = "";
        foreach (var annotation in annotations)
        {
            var home = annotation.Anchor.Passage is { } passage ? essay.ElementsIn(passage).FirstOrDefault() : null;
            var section = home is null ? "No longer in the text" : essay.SectionOf(home)?.Title ?? "Notes";
            if (section != heading)
            {
                text.Append($"\n## {section}\n");
                heading = section;
            }

            Write(text, annotation, home, names);
        }

        return text.ToString();
    }

    private void Write(StringBuilder text, Annotation annotation, Element? home, ColourNames names)
    {
        text.Append('\n');
        foreach (var line in NotesFilter.QuotationOf(annotation, essay).Split('\n'))
        {
            text.Append($"> {line}\n>\n");
        }

        text.Length -= 2; // the last, empty line of the quotation
        if (annotation.Note is { } note)
        {
            text.Append($"\n{note}\n");
        }

        var place = home is null ? null : home.Number is { } number ? $"¶ {number}" : home.Id;
        var parts = new[]
        {
            home is null ? null : $"[{place}]({site.Root}{Pages.Names.PathOf(home)})",
            names.InWords(annotation.Colour),
            annotation.Tags.Count == 0 ? null : $"tags: {string.Join(", ", annotation.Tags)}",
            annotation.ModifiedAt.ToString("d MMM yyyy"),
        };
        text.Append($"\n{string.Join(" · ", parts.Where(part => part is not null))}\n");
    }
}
