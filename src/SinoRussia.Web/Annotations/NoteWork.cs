using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Web.Annotations;

/// <summary>How much work a note's Markdown is, counted and not timed.</summary>
/// <remarks>
/// Markdig looks for the partner of a sign among all signs of the same paragraph: its work there grows with the square of their number
/// (measured: 5 ns for each pair; 20,000 characters of brackets or asterisks take 0.7 s, prose takes 1 ms). The sanitiser's work grows
/// with the number of elements (about 20 µs for each).
/// </remarks>
internal static class NoteWork
{
    /// <summary>How many pairs of signs may be looked at, over all paragraphs: two thousand signs in one of them, say.</summary>
    public const int MostPairs = 4_000_000;

    /// <summary>How many lines, list items and formatted pieces a note may have.</summary>
    public const int MostPieces = 4_000;

    // Finds paragraphs, lists and quotations as the other does, and leaves their words as they are.
    private static readonly MarkdownPipeline BlocksOnly = CreateBlocksOnly();

    public static bool IsTooDense(string note) => PairsIn(note) > MostPairs;

    public static bool HasTooManyPieces(MarkdownDocument note) => note.Descendants().Count(piece => piece is not LiteralInline) > MostPieces;

    /// <summary>The sum of the squares of the numbers of signs in each paragraph.</summary>
    /// <exception cref="ArgumentException">It is nested too deeply.</exception>
    internal static long PairsIn(string note) => Markdown.Parse(note, BlocksOnly).Descendants<LeafBlock>()
        .Where(block => block.Inline is not null)
        .Select(block => (long)block.Inline!.Descendants<LiteralInline>().Sum(words => SignsIn(words.Content.AsSpan()))) // the filter has seen to it
        .Sum(signs => signs * signs);

    // Each bracket and parenthesis, each run of signs of emphasis, and each beginning of a bare address.
    private static int SignsIn(ReadOnlySpan<char> words)
    {
        var signs = words.Count("://") + words.Count("www.");
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (c is '[' or ']' or '(' || (c is '*' or '_' or '~' && (i == 0 || words[i - 1] != c)))
            {
                signs++;
            }
        }

        return signs;
    }

    private static MarkdownPipeline CreateBlocksOnly()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.InlineParsers.Clear();
        return builder.Build();
    }
}
