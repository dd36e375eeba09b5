using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SinoRussia.Essays.Searching;

namespace SinoRussia.Web.Annotations;

/// <summary>Marks the words that a search found in a rendered note.</summary>
internal static class FoundWords
{
    /// <summary>The same HTML with a <c>mark</c> element around what was found, even where it begins inside another element than it ends in.</summary>
    public static string Mark(string html, TextSearch search)
    {
        using var document = new HtmlParser().ParseDocument("");
        var root = document.Body!; // the parser always makes one
        root.InnerHtml = html;
        var pieces = new List<(IText Node, int Start)>();
        var text = new System.Text.StringBuilder();
        foreach (var node in root.Descendants<IText>().ToList())
        {
            if (pieces is [.., var (before, _)] && BlockOf(before) != BlockOf(node))
            {
                text.Append('\n'); // words do not continue in the next block
            }

            pieces.Add((node, text.Length));
            text.Append(node.Data);
        }

        // From the end, so that the offsets of what is left to mark stay right.
        foreach (var found in search.AnyIn(text.ToString()).Reverse())
        {
            foreach (var (node, start) in pieces.Where(piece => piece.Start < found.End && found.Start < piece.Start + piece.Node.Length).Reverse())
            {
                Wrap(node, Math.Max(0, found.Start - start), Math.Min(node.Length, found.End - start));
            }
        }

        return root.InnerHtml;
    }

    private static void Wrap(IText node, int start, int end)
    {
        if (end < node.Length)
        {
            node.Split(end);
        }

        var words = start > 0 ? node.Split(start) : node;
        var mark = node.Owner!.CreateElement("mark"); // only the document itself has no owner
        mark.ClassName = "found";
        words.Parent!.ReplaceChild(mark, words); // all of them are in the body
        mark.AppendChild(words);
    }

    private static IElement? BlockOf(IText node) => node.ParentElement?.Closest("p, li, blockquote, pre, body");
}
