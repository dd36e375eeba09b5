namespace SinoRussia.Essays.Drawing;

/// <summary>Spreads labels so that they do not overlap, as near as possible to the places that they belong to.</summary>
public static class Spread
{
    /// <param name="preferred">The middles that the labels should have, in ascending order.</param>
    /// <param name="size">The size of each label.</param>
    /// <param name="from">The start of the available space.</param>
    /// <param name="to">The end of the available space.</param>
    /// <returns>The middles in the same order, at least <paramref name="size"/> apart, and within the space if it suffices.</returns>
    /// <remarks>Minimises the squares of the distances, by pooling adjacent violators.</remarks>
    public static IReadOnlyList<double> Apart(IReadOnlyList<double> preferred, double size, double from, double to)
    {
        ArgumentNullException.ThrowIfNull(preferred);
        var pools = new Stack<(double Sum, int Count)>();
        for (var i = 0; i < preferred.Count; i++)
        {
            var pool = (Sum: preferred[i] - (i * size), Count: 1);
            while (pools.TryPeek(out var before) && before.Sum / before.Count > pool.Sum / pool.Count)
            {
                pools.Pop();
                pool = (pool.Sum + before.Sum, pool.Count + before.Count);
            }

            pools.Push(pool);
        }

        var least = from + (size / 2);
        var most = Math.Max(least, to - (size / 2) - ((preferred.Count - 1) * size));
        return [.. pools.Reverse().SelectMany(pool => Enumerable.Repeat(Math.Clamp(pool.Sum / pool.Count, least, most), pool.Count)).Select((place, i) => place + (i * size))];
    }
}
