using System.Security.Cryptography;
using System.Text;
using SinoRussia.Essays;
using SinoRussia.Essays.Linking;

namespace SinoRussia.Web.Sharing;

/// <summary>The content of the preview image of a shared link.</summary>
/// <param name="Id">Part of its address.</param>
/// <param name="Above">The essay's title above the title of a part. Empty on the essay's own card.</param>
/// <param name="Title">In large type. Empty on a paragraph's card, which shows only text.</param>
/// <param name="Text">The text of the part.</param>
/// <param name="Below">The source line.</param>
internal sealed record Card(string Id, string Above, string Title, string Text, string Below)
{
    // Increase it when the drawing changes, so that a new address is used for the new picture.
    private const int Design = 2;
    private const int LongestAlternative = 300;

    private const string EssayId = "essay";

    /// <summary>Sixteen hexadecimal digits that change whenever the picture changes.</summary>
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Design, Above, Title, Text, Below))).AsSpan(0, 8));

    /// <summary>From the site's root, without a leading slash.</summary>
    public string Path => $"cards/{Id}/{Hash}.png";

    /// <summary>The alternative text, for people who cannot see the picture.</summary>
    public string Alternative => UnicodeText.Shortened(string.Join(". ", new[] { Title, Text }.Where(part => part.Length > 0)), LongestAlternative);

    public static Card Of(Essay essay) => new(EssayId, "", essay.Metadata.Title, essay.Metadata.Subtitle ?? "", Source(essay));

    public static Card Of(Essay essay, Section section) =>
        new($"s-{section.Slug}", essay.Metadata.Title, section.Title, section.Elements.IsEmpty ? "" : section.Elements[0].Blocks[0].Text, Source(essay));

    public static Card Of(Essay essay, Element paragraph) =>
        new($"p-{paragraph.Id}", essay.Metadata.Title, "", paragraph.Blocks[0].Text, Joined(PlaceOf(paragraph), Source(essay)));

    /// <param name="passage">What <paramref name="words"/> are in the paragraph.</param>
    public static Card Of(Essay essay, Element paragraph, WordRange words, Passage passage) => new(
        $"p-{paragraph.Id}-{words}",
        essay.Metadata.Title,
        "",
        Quoted.Of(essay.TextOf(passage)),
        Joined(PlaceOf(paragraph), Source(essay)));

    public static Card Of(Essay essay, SitePage page) => new($"page-{page.Path}", essay.Metadata.Title, page.Title, page.Description, Source(essay));

    /// <summary>The card of a reader's notes that a link shows. Its address is that of the link, so it has no id and is not found by one.</summary>
    /// <param name="count">How many there are, in words; empty for a single one.</param>
    /// <param name="name">Of the reader. Our typeface does not have the letters of every script.</param>
    public static Card OfShown(Essay essay, string count, string quotation, string name)
    {
        var by = CardRenderer.CanWrite(name) ? name : "a reader";
        var words = CardRenderer.CanWrite(quotation) ? Quoted.Of(quotation) : essay.Metadata.Subtitle ?? essay.Metadata.Title;
        return count.Length == 0
            ? new Card("", essay.Metadata.Title, "", words, Joined($"A note by {by}", Source(essay)))
            : new Card("", essay.Metadata.Title, $"{count} by {by}", words, Source(essay));
    }

    /// <summary>The card with this id, or <see langword="null"/> if the edition has no such part.</summary>
    public static Card? Find(Edition edition, string id)
    {
        var essay = edition.Essay;
        return id switch
        {
            EssayId => Of(essay),
            ['s', '-', .. var slug] when essay.FindSection(slug) is { } section => Of(essay, section),
            ['p', '-', .. var name] when essay.FindParagraph(name) is { } paragraph => Of(essay, paragraph),
            ['p', '-', .. var name] => OfWords(essay, name),
            ['p', 'a', 'g', 'e', '-', .. var path] when SitePage.Find(edition, path) is { } page => Of(essay, page),
            _ => null,
        };
    }

    // An id of a paragraph can contain hyphens, and so do words.
    private static Card? OfWords(Essay essay, string name) =>
        name.LastIndexOf("-w", StringComparison.Ordinal) is var end and > 0
        && essay.FindParagraph(name[..end]) is { } paragraph
        && WordRange.TryParse(name[(end + 1)..], out var words)
        && words.In(essay, paragraph) is { } passage
            ? Of(essay, paragraph, words, passage)
            : null;

    private static string? PlaceOf(Element paragraph) => paragraph.Number is { } number ? $"¶ {number}" : null;

    private static string Source(Essay essay) => Joined(essay.Metadata.Author, essay.Metadata.Publication, essay.Metadata.Published);

    private static string Joined(params string?[] parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
