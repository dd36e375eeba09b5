using System.Collections.Immutable;

namespace SinoRussia.Essays.Rendering;

/// <summary>For every stretch of the text between two ends of highlights, which highlights overlap there.</summary>
/// <remarks>
/// Computed in one pass over all ends. Its size is linear in the number of highlights, however many overlap: a stretch names the
/// highlights that begin with it and the few newest of the others, and counts the rest. So each highlight is named where it begins,
/// and the one on top is always named.
/// </remarks>
internal sealed class HighlightLayers
{
    // More layers cannot be told apart by eye. The page shows how many more there are.
    internal const int MostGoingOn = 4;

    public static readonly HighlightLayers None = new([], "");

    private readonly int[] cuts;
    private readonly Layer[] layers; // each from its cut to the next one
    private readonly Highlight[] byEnd; // in the order of their ends; those of one end by age, the oldest first

    /// <param name="highlights">The oldest first.</param>
    /// <param name="text">The essay's.</param>
    public HighlightLayers(IReadOnlyList<Highlight> highlights, string text)
    {
        var spans = highlights.Select((highlight, age) => Visible(highlight, age, text)).Where(span => span.Start < span.End).ToArray();
        var byStart = spans.OrderBy(span => span.Start).ThenBy(span => span.Age).ToArray();
        var ending = spans.OrderBy(span => span.End).ThenBy(span => span.Age).ToArray();
        byEnd = Array.ConvertAll(ending, span => highlights[span.Age]);
        cuts = [.. spans.SelectMany(span => (int[])[span.Start, span.End]).Distinct().Order()];
        layers = new Layer[cuts.Length];

        var over = new SortedSet<int>(); // their indexes, by age
        ImmutableArray<Highlight> Those(IEnumerable<int> numbers) => [.. numbers.Order().Select(number => highlights[number])];
        var (begun, ended) = (0, 0);
        for (var i = 0; i < cuts.Length; i++)
        {
            var (firstBegun, firstEnded) = (begun, ended);
            for (; ended < ending.Length && ending[ended].End == cuts[i]; ended++)
            {
                over.Remove(ending[ended].Age);
            }

            for (; begun < byStart.Length && byStart[begun].Start == cuts[i]; begun++)
            {
                over.Add(byStart[begun].Age);
            }

            var newest = over.Reverse().Take(MostGoingOn).ToList();
            var named = byStart[firstBegun..begun].Select(span => span.Age).Union(newest);
            layers[i] = new Layer(Those(named), Those(newest), over.Count, firstEnded, ended);
        }
    }

    /// <summary>Whether a highlight overlaps the text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public bool Touch(int start, int end)
    {
        var at = IndexAt(start);
        return (at >= 0 && layers[at].Count > 0) || (at + 1 < cuts.Length && cuts[at + 1] < end);
    }

    /// <summary>The index of the layer at an offset of the text, or -1 before the first.</summary>
    public int IndexAt(int place)
    {
        var found = Array.BinarySearch(cuts, place);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The offset at which the layer ends.</summary>
    public int EndOf(int index) => index + 1 < cuts.Length ? cuts[index + 1] : int.MaxValue;

    /// <summary>The highlights to name for the stretch from <paramref name="place"/> on, the oldest first.</summary>
    public ImmutableArray<Highlight> NamedAt(int place, int index) =>
        index < 0 ? [] : place == cuts[index] ? layers[index].Named : layers[index].Newest;

    /// <summary>How many highlights the layer has, named or not.</summary>
    public int CountOn(int index) => layers[index].Count;

    /// <summary>The highlights that end where the layer begins, the oldest first.</summary>
    public ReadOnlySpan<Highlight> EndingAt(int index) => byEnd.AsSpan(layers[index].FirstEnded..layers[index].LastEnded);

    // Without the newlines between blocks at its ends: they are not visible.
    private static (int Age, int Start, int End) Visible(Highlight highlight, int age, string text)
    {
        var (start, end) = (highlight.Passage.Start, Math.Min(highlight.Passage.End, text.Length));
        while (start < end && text[start] == '\n')
        {
            start++;
        }

        while (end > start && text[end - 1] == '\n')
        {
            end--;
        }

        return (age, start, end);
    }

    private readonly record struct Layer(ImmutableArray<Highlight> Named, ImmutableArray<Highlight> Newest, int Count, int FirstEnded, int LastEnded);
}
