using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Citing;

/// <summary>Finds the part of the essay that a reader wants to cite.</summary>
internal sealed class Citable(Edition edition, PassageLinks links, SiteAddress site, TimeProvider clock)
{
    // In characters. A longer text is a copy rather than a quotation, and its address would be too long to open.
    private const int LongestQuotation = 2_000;

    /// <param name="place">A section's slug, or the id of a paragraph or caption; empty for the whole essay.</param>
    /// <param name="quote">Words of that paragraph, or empty.</param>
    /// <returns><see langword="null"/> if there is no such part, or if the words are not in it.</returns>
    public CitedPart? Find(string? place, string? quote)
    {
        var essay = edition.Essay;
        var root = new Uri($"{site.Root}/");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (string.IsNullOrEmpty(place))
        {
            return string.IsNullOrEmpty(quote) ? CitedPart.Whole(essay, root, today) : null;
        }

        if (essay.FindParagraph(place) is { } paragraph)
        {
            return string.IsNullOrWhiteSpace(quote) ? CitedPart.Of(essay, paragraph, null, root, today)
                : Words(paragraph, quote) is { } words ? CitedPart.Of(essay, paragraph, essay.TextOf(words), root, today, links.FragmentOf(edition, words))
                : null;
        }

        return string.IsNullOrEmpty(quote) && essay.FindSection(place) is { } section ? CitedPart.Of(essay, section, root, today) : null;
    }

    // If the words occur several times in the paragraph, the first occurrence is used, because nothing says which one is meant.
    private static Passage? Words(Element paragraph, string quote)
    {
        var words = string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var home = words.Length > LongestQuotation ? null : paragraph.Blocks.FirstOrDefault(block => block.Text.Contains(words, StringComparison.Ordinal));
        if (home is null)
        {
            return null;
        }

        var start = home.Start + home.Text.IndexOf(words, StringComparison.Ordinal);
        return new Passage(start, start + words.Length);
    }
}
