using SinoRussia.Essays;

namespace SinoRussia.Web.Sharing;

/// <summary>The text on the essay's page that is not part of the essay. A browser that searches for words finds these first.</summary>
/// <remarks>A browser test compares it with the page. If you add text to <c>Read.cshtml</c> or <c>_Layout.cshtml</c>, add it here too.</remarks>
internal static class PageFrame
{
    /// <summary>Line by line, everything that can be on the page at any of its addresses.</summary>
    public static IEnumerable<string> Lines(Edition edition)
    {
        var (essay, metadata) = (edition.Essay, edition.Essay.Metadata);
        return
        [
            "Skip to the text", metadata.Title, "Contents", "Menu", .. new Navigation(edition).All.Select(link => link.Text), "Aa",
            .. Given(metadata.Subtitle),
            string.Join(" · ", [
                .. Given(metadata.Author),
                .. Given(metadata is { Publication: { } publication, Published: { } published } ? $"{publication}, {published}" : metadata.Publication ?? metadata.Published),
                Imprint.Minutes(essay),
                .. Given(metadata.Source is null ? null : "Original"),
                "How to cite",
                .. Given(essay.Supplements.Introduction is null ? null : "Introduction"),
            ]),
            $"{Imprint.Footnotes(essay)}: {string.Join(", ", Imprint.CountsOf(essay).Select(counted => counted.Text))}.",
            "Select any words to highlight or annotate them. Only you see it.",
            "Follow the pen beside a paragraph to highlight or annotate it. Only you see it.",
            "×",
            "Your highlights and notes cannot be read just now. They are safe: try again in a while. If this goes on",
            .. essay.Sections.Select(section => ElementLinks.NameOf(section)).Concat(essay.Elements.Select(ElementLinks.NameOf)).Distinct(StringComparer.Ordinal).SelectMany(name => (string[])
            [
                $"Go to {name}",
                $"What this link led to was removed from the essay. {name} is the nearest to it now.",
            ]),
            .. essay.Sections.Select(section => section.Title),
            "The section headings and the paragraph numbers are the editor’s.",
            "Show all footnotes here They stand beside the text.",
            "Footnotes",
            "Show",
            $"All footnotes ({essay.Footnotes.Length}) Those without a label confirm, explain or add.",
            .. FootnoteStatus.All.Select(status => $"{status.Plural} ({essay.Footnotes.Count(footnote => footnote.Status == status)}) {status.Meaning}"),
        ];
    }

    private static string[] Given(string? line) => line is null ? [] : [line];
}
