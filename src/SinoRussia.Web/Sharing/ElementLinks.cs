using SinoRussia.Essays;
using SinoRussia.Essays.Linking;

namespace SinoRussia.Web.Sharing;

/// <summary>The names and paths that pages use for the parts of the essay.</summary>
internal static class ElementLinks
{
    public static string NameOf(Element element) => element switch
    {
        { Number: { } number } => $"paragraph {number}",
        { Kind: ElementKind.Figure } => "the caption",
        { Kind: ElementKind.Heading } => "the heading",
        { Kind: ElementKind.Footnote } => "the footnote",
        _ => "the paragraph",
    };

    public static string NameOf(Section section) => $"“{section.Title}”";

    /// <summary>The path of the element on the essay's page, from the site's root.</summary>
    /// <param name="words">Words of a paragraph or caption that the page quotes in its title and card.</param>
    public static string PathOf(Element element, WordRange? words = null) => element.Kind switch
    {
        ElementKind.Heading => $"/s/{element.Id[..^2]}#{element.Id}",
        ElementKind.Footnote => $"/#{element.Id}",
        _ => $"/p/{element.Id}{(words is null ? "" : $"/{words}")}#{element.Id}",
    };
}
