using System.Collections.Immutable;

namespace SinoRussia.Essays.Rendering;

/// <summary>Which highlights lie over each other, for every stretch of the text between two of their ends.</summary>
/// <remarks>
/// Found in one pass over all ends, and of a size linear in the number of highlights however deeply they overlap: a stretch names the
/// highlights that begin with it and the few newest of those that go on, and counts the others. So each highlight is named where it
/// begins, and what a reader sees on top is always named.
/// </remarks>
internal sealed class HighlightLayers
{
    // What lies deeper than this cannot be told apart by eye: there the page says how many there are, and where they are listed.
    internal const int MostGoingOn = 4;

    public static readonly HighlightLayers None = new([], "");

    private readonly int[] cuts;
    private readonly Layer[] layers; // each reaches from its cut to the next one
    private readonly Highlight[] byEnd; // those that end at one place, the oldest first

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

        var over = new SortedSet<int>(); // their numbers, by age
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

    /// <summary>Whether a highlight lies over some of the text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public bool Touch(int start, int end)
    {
        var at = IndexAt(start);
        return (at >= 0 && layers[at].Count > 0) || (at + 1 < cuts.Length && cuts[at + 1] < end);
    }

    /// <summary>The number of the layer over a place in the text, or -1 before the first.</summary>
    public int IndexAt(int place)
    {
        var found = Array.BinarySearch(cuts, place);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Where the layer behind this one begins.</summary>
    public int EndOf(int index) => index + 1 < cuts.Length ? cuts[index + 1] : int.MaxValue;

    /// <summary>The highlights that the stretch from <paramref name="place"/> on names, the oldest first.</summary>
    public ImmutableArray<Highlight> NamedAt(int place, int index) =>
        index < 0 ? [] : place == cuts[index] ? layers[index].Named : layers[index].Newest;

    /// <summary>How many lie over it, named or not.</summary>
    public int CountOn(int index) => layers[index].Count;

    /// <summary>The highlights that end where this layer begins, the oldest first.</summary>
    public ReadOnlySpan<Highlight> EndingAt(int index) => byEnd.AsSpan(layers[index].FirstEnded..layers[index].LastEnded);

    // Between two blocks there is nothing to be painted.
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
