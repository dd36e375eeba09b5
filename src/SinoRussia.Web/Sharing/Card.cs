using System.Security.Cryptography;
using System.Text;
using SinoRussia.Essays;

namespace SinoRussia.Web.Sharing;

/// <summary>What a preview of a shared link shows, before it is drawn.</summary>
/// <param name="Id">In its address.</param>
/// <param name="Above">The essay's title over a part of it; empty on the essay's own card.</param>
/// <param name="Title">Large; empty on a paragraph's card, which is all text.</param>
/// <param name="Text">The words themselves.</param>
/// <param name="Below">Where they are from.</param>
internal sealed record Card(string Id, string Above, string Title, string Text, string Below)
{
    // Goes up when the drawing changes, so that no old picture stands under a new card's address.
    private const int Design = 1;
    private const int LongestAlternative = 300;

    private const string EssayId = "essay";

    /// <summary>Sixteen hexadecimal digits that differ whenever the picture would.</summary>
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Design, Above, Title, Text, Below))).AsSpan(0, 8));

    /// <summary>From the site's root, without a slash before it.</summary>
    public string Path => $"cards/{Id}/{Hash}.png";

    /// <summary>What the picture says, for those who do not see it.</summary>
    public string Alternative => UnicodeText.Shortened(string.Join(". ", new[] { Title, Text }.Where(part => part.Length > 0)), LongestAlternative);

    public static Card Of(Essay essay) => new(EssayId, "", essay.Metadata.Title, essay.Metadata.Subtitle ?? "", Source(essay));

    public static Card Of(Essay essay, Section section) =>
        new($"s-{section.Slug}", essay.Metadata.Title, section.Title, section.Elements.IsEmpty ? "" : section.Elements[0].Blocks[0].Text, Source(essay));

    public static Card Of(Essay essay, Element paragraph) =>
        new($"p-{paragraph.Id}", essay.Metadata.Title, "", paragraph.Blocks[0].Text, Joined(paragraph.Number is { } number ? $"¶ {number}" : null, Source(essay)));

    /// <summary>The card with this id, or <see langword="null"/> when there is no such part of the essay.</summary>
    public static Card? Find(Essay essay, string id) => id switch
    {
        EssayId => Of(essay),
        ['s', '-', .. var slug] when essay.FindSection(slug) is { } section => Of(essay, section),
        ['p', '-', .. var name] when essay.FindParagraph(name) is { } paragraph => Of(essay, paragraph),
        _ => null,
    };

    private static string Source(Essay essay) => Joined(essay.Metadata.Author, essay.Metadata.Publication, essay.Metadata.Published);

    private static string Joined(params string?[] parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
