using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SinoRussia.Web.Annotations;

/// <summary>Estimates how much work a note's Markdown takes, by counting instead of by time.</summary>
/// <remarks>
/// For each delimiter, Markdig searches all delimiters of the same paragraph for the matching one, so its work grows with the square of
/// their number (measured: 5 ns for each pair; 20,000 characters of brackets or asterisks take 0.7 s, prose takes 1 ms). The sanitiser's
/// work grows with the number of elements (about 20 µs for each).
/// </remarks>
internal static class NoteWork
{
    /// <summary>How many pairs of delimiters are allowed over all paragraphs. One paragraph alone may have two thousand delimiters.</summary>
    public const int MostPairs = 4_000_000;

    /// <summary>How many lines, list items and formatted pieces a note may have.</summary>
    public const int MostPieces = 4_000;

    // Finds the same paragraphs, lists and quotations as the full pipeline, but does not parse inline formatting.
    private static readonly MarkdownPipeline BlocksOnly = CreateBlocksOnly();

    public static bool IsTooDense(string note) => PairsIn(note) > MostPairs;

    public static bool HasTooManyPieces(MarkdownDocument note) => note.Descendants().Count(piece => piece is not LiteralInline) > MostPieces;

    /// <summary>The number of delimiters in each paragraph, squared and summed.</summary>
    /// <exception cref="ArgumentException">It is nested too deeply.</exception>
    internal static long PairsIn(string note) => Markdown.Parse(note, BlocksOnly).Descendants<LeafBlock>()
        .Where(block => block.Inline is not null)
        .Select(block => (long)block.Inline!.Descendants<LiteralInline>().Sum(words => SignsIn(words.Content.AsSpan()))) // not null: filtered above
        .Sum(signs => signs * signs);

    // Counts each bracket and opening parenthesis, each run of emphasis characters, and each start of a bare address.
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
