using SinoRussia.Essays;

namespace SinoRussia.Web.Pages.Reading;

/// <param name="Footnotes">All footnotes.</param>
/// <param name="Shown">The only status to show at first, or <see langword="null"/> for all.</param>
internal sealed record FootnoteFilter(IReadOnlyList<Footnote> Footnotes, FootnoteStatus? Shown);
