using System.Text;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Export;

/// <summary>The entity tag of an export. It is computed from everything that the export depends on, because it is sent before the export is written.</summary>
internal sealed class ExportTag(Essay essay, AnnotationQueries annotations, ReaderColours colours, SiteAddress site)
{
    /// <summary>In quotation marks. It does not include which annotations were chosen, because each choice has its own address.</summary>
    public async Task<string> OfAsync(CancellationToken cancellation)
    {
        var names = await colours.NamesAsync(cancellation);
        return Conditional.TagOf(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            [
                $"{await annotations.SummaryAsync(cancellation)}", site.Root, essay.Revision, essay.Metadata.Title,
                .. essay.Sections.Select(section => section.Title),
                .. essay.Elements.Select(element => element.Id),
                .. ColourNames.Colours.Select(names.Of),
            ])));
    }
}
