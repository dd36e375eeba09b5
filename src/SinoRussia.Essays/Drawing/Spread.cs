namespace SinoRussia.Essays.Drawing;

/// <summary>Gives labels places of their own, as near as can be to where they would like to stand.</summary>
public static class Spread
{
    /// <param name="wishes">Where the labels' middles would like to be, in ascending order.</param>
    /// <param name="size">What each needs.</param>
    /// <returns>Middles in the same order, at least <paramref name="size"/> apart, and within the room as far as it suffices.</returns>
    /// <remarks>Pool adjacent violators: what is left when every label's rank is taken off is least squares under an order.</remarks>
    public static IReadOnlyList<double> Apart(IReadOnlyList<double> wishes, double size, double from, double to)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        var pools = new Stack<(double Sum, int Count)>();
        for (var i = 0; i < wishes.Count; i++)
        {
            var pool = (Sum: wishes[i] - (i * size), Count: 1);
            while (pools.TryPeek(out var before) && before.Sum / before.Count > pool.Sum / pool.Count)
            {
                pools.Pop();
                pool = (pool.Sum + before.Sum, pool.Count + before.Count);
            }

            pools.Push(pool);
        }

        var least = from + (size / 2);
        var most = Math.Max(least, to - (size / 2) - ((wishes.Count - 1) * size));
        return [.. pools.Reverse().SelectMany(pool => Enumerable.Repeat(Math.Clamp(pool.Sum / pool.Count, least, most), pool.Count)).Select((place, i) => place + (i * size))];
    }
}
