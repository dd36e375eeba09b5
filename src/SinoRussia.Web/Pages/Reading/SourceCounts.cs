using SinoRussia.Essays;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>How many sources an edition has, and where.</summary>
/// <param name="All">All sources.</param>
/// <param name="CitingNotes">The footnotes that cite at least one.</param>
/// <param name="InNotes">The sources that footnotes cite.</param>
/// <param name="ByKind">All sources by kind, without those whose kind is not given.</param>
internal sealed record SourceCounts(int All, int CitingNotes, int InNotes, IReadOnlyList<(SourceKind Kind, int Count)> ByKind)
{
    public static SourceCounts Of(Edition edition) => new(
        edition.Sources.All.Length,
        edition.Essay.Footnotes.Count(footnote => !footnote.Sources.IsEmpty),
        edition.Essay.Footnotes.SelectMany(footnote => footnote.Sources).Distinct().Count(),
        [.. SourceKind.All.Select(kind => (kind, edition.Sources.All.Count(source => source.Kind == kind))).Where(counted => counted.Item2 > 0)]);
}
