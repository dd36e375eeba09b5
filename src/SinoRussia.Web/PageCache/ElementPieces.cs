using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SinoRussia.Essays;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.PageCache;

/// <summary>A request feature for rendering a reader's page into the cache. The page gets a gap for each element of the essay. If the reader's
/// marks on an element are unchanged, its compressed HTML from the previous rendering fills the gap.</summary>
/// <param name="plain">The elements without marks, shared by all readers.</param>
/// <param name="former">The marked elements of the previous rendering of this reader's page.</param>
internal sealed class ElementPieces(PlainPieces plain, IReadOnlyDictionary<string, MarkedPiece> former)
{
    /// <summary>With fewer marks the page is rendered and compressed as a whole, which is fast enough and smaller.</summary>
    public const int FewestMarks = 250;

    private const int Digits = 6;

    // Random, so that nothing in an essay or a note can be mistaken for a gap.
    private static readonly string Token = $"element-{RandomNumberGenerator.GetHexString(24, lowercase: true)}-";
    private static readonly byte[] TokenBytes = Encoding.ASCII.GetBytes(Token);

    private readonly Dictionary<string, MarkedPiece> marked = new(StringComparer.Ordinal);
    private readonly List<GzipPiece> elements = [];

    /// <summary>The elements with marks, to pass to the next rendering.</summary>
    public IReadOnlyDictionary<string, MarkedPiece> Marked => marked;

    /// <summary>Whether the page has gaps.</summary>
    public bool AreUsed => elements.Count > 0;

    /// <summary>The essay with a gap in place of each element. Elements whose marks have changed are rendered here.</summary>
    public EssayHtml Html(Essay essay, MarksInText mine, string pathBase)
    {
        var on = MarksOn(essay, mine.Marks);
        var changed = new bool[on.Length];
        for (var i = 0; i < on.Length; i++)
        {
            changed[i] = IsChanged(essay.Elements[i], on[i], mine.Detached);
        }

        var html = HighlightMapping.Render(essay, mine with { Marks = Over(changed, on) }, pathBase);
        var numbers = new Dictionary<string, int>(on.Length, StringComparer.Ordinal);
        for (var i = 0; i < on.Length; i++)
        {
            var element = essay.Elements[i];
            numbers[element.Id] = i;
            elements.Add(PieceOf(element, on[i], mine.Detached.GetValueOrDefault(element.Id), changed[i], html, pathBase));
        }

        return new EssayHtml(essay, [], new EssayLinks(pathBase)) { Instead = element => $"{Token}{numbers[element.Id].ToString($"D{Digits}", CultureInfo.InvariantCulture)}" };
    }

    /// <summary>The page with its gaps filled.</summary>
    public byte[] Fill(ReadOnlySpan<byte> page)
    {
        var pieces = new List<GzipPiece>();
        for (var gap = page.IndexOf(TokenBytes); gap >= 0; gap = page.IndexOf(TokenBytes))
        {
            var number = int.Parse(page.Slice(gap + TokenBytes.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture);
            pieces.Add(GzipPiece.Of(page[..gap]));
            pieces.Add(elements[number]);
            page = page[(gap + TokenBytes.Length + Digits)..];
        }

        pieces.Add(GzipPiece.Of(page));
        return GzipPiece.Join(pieces);
    }

    private bool IsChanged(Element element, List<Mark>? marks, IReadOnlyDictionary<string, int> detached) =>
        (marks is not null || detached.ContainsKey(element.Id))
        && !(former.TryGetValue(element.Id, out var known) && known.Detached == detached.GetValueOrDefault(element.Id) && known.Marks.SequenceEqual(marks ?? []));

    private GzipPiece PieceOf(Element element, List<Mark>? marks, int detached, bool isChanged, EssayHtml html, string pathBase)
    {
        if (marks is null && detached == 0)
        {
            return plain.Get(pathBase, element, html);
        }

        return (marked[element.Id] = isChanged ? new MarkedPiece(marks ?? [], detached, GzipPiece.Of(Encoding.UTF8.GetBytes(html.Element(element)))) : former[element.Id]).Piece;
    }

    // The marks on each element, in the order of the elements; null if there are none. Marks stay sorted by age.
    private static List<Mark>?[] MarksOn(Essay essay, IReadOnlyList<Mark> marks)
    {
        var on = new List<Mark>?[essay.Elements.Length];
        var ends = essay.Elements.Select(element => element.End).ToArray();
        foreach (var mark in marks)
        {
            var first = Array.BinarySearch(ends, mark.Passage.Start + 1);
            for (var i = first >= 0 ? first : ~first; i < on.Length && essay.Elements[i].Start < mark.Passage.End; i++)
            {
                (on[i] ??= []).Add(mark);
            }
        }

        return on;
    }

    // All marks on one of the changed elements, sorted by age.
    private static List<Mark> Over(bool[] changed, List<Mark>?[] on)
    {
        var over = new HashSet<Mark>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < on.Length; i++)
        {
            if (changed[i])
            {
                over.UnionWith(on[i] ?? []);
            }
        }

        List<Mark> marks = [.. over];
        marks.Sort(MarksInText.ByAge);
        return marks;
    }
}

/// <param name="Marks">The marks on the element, oldest first.</param>
/// <param name="Detached">How many detached annotations of the reader are beside it.</param>
internal sealed record MarkedPiece(IReadOnlyList<Mark> Marks, int Detached, GzipPiece Piece)
{
    // The marks themselves are also held by KnownMarks, so each counts here only as a reference.
    private const int BytesPerMark = 8;

    /// <summary>Approximate bytes.</summary>
    public int Size => Piece.Deflated.Length + (BytesPerMark * Marks.Count);
}

/// <summary>The elements of one edition without marks, each compressed once.</summary>
internal sealed class PlainPieces(Edition edition)
{
    // A site has one path base. Requests with other path bases must not fill the cache.
    private const int MostKept = 4_000;

    private readonly ConcurrentDictionary<(string PathBase, string Id), GzipPiece> known = new();

    public Edition Edition => edition;

    public GzipPiece Get(string pathBase, Element element, EssayHtml html)
    {
        if (known.TryGetValue((pathBase, element.Id), out var piece))
        {
            return piece;
        }

        piece = GzipPiece.Of(Encoding.UTF8.GetBytes(html.Element(element)));
        return known.Count < MostKept ? known.GetOrAdd((pathBase, element.Id), piece) : piece;
    }
}
