using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>Converts offsets of one text between UTF-16 code units, which C# and the DOM share, and code points, which the
/// W3C's text position selectors count (Web Annotation Data Model, §4.2.5).</summary>
public sealed class CodePoints
{
    // The offset of the second half of each surrogate pair, in UTF-16 code units: from there on, the two counts differ by one more.
    private readonly ImmutableArray<int> pairs;

    public CodePoints(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = ImmutableArray.CreateBuilder<int>();
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            if (at > 0 && char.IsHighSurrogate(text[at - 1]))
            {
                found.Add(at);
            }
        }

        pairs = found.DrainToImmutable();

        int Next(int from) => text.AsSpan(from).IndexOfAnyInRange('\uDC00', '\uDFFF') is var step and >= 0 ? from + step : -1; // most texts have none
    }

    /// <param name="offset">An offset in UTF-16 code units. One inside a surrogate pair is taken as the one before the pair.</param>
    /// <returns>The offset in code points.</returns>
    public int FromUtf16(int offset)
    {
        var place = pairs.BinarySearch(offset);
        return offset - (place >= 0 ? place + 1 : ~place);
    }

    /// <param name="offset">An offset in code points.</param>
    /// <returns>The offset in UTF-16 code units.</returns>
    public int ToUtf16(int offset)
    {
        // The n-th pair, from 0, is before the offset when at most so many code points come before its second half.
        var (low, high) = (0, pairs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pairs[middle] - middle <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return offset + low;
    }
}
