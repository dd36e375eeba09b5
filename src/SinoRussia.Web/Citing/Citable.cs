using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Citing;

/// <summary>Finds what a reader wants to cite.</summary>
internal sealed class Citable(Edition edition, PassageLinks links, SiteAddress site, TimeProvider clock)
{
    // Beyond this it is no quotation but a copy, and an address of it could not be opened.
    private const int LongestQuotation = 2_000;

    /// <param name="place">A section's slug, a paragraph's or a caption's id; nothing for the whole essay.</param>
    /// <param name="quote">Words of that paragraph, or nothing.</param>
    /// <returns><see langword="null"/> when there is no such place, or the words are not in it.</returns>
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

    // Where they stand several times in the paragraph, the first place is meant: nobody can say which another.
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
