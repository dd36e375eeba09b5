using System.Collections.Immutable;

namespace SinoRussia.Essays;

/// <summary>Converts offsets of one text between UTF-16 code units, which C# and the DOM share, and code points, which the
/// W3C's text position selectors count (Web Annotation Data Model, §4.2.5).</summary>
public sealed class CodePoints
{
    // Where, in UTF-16 code units, each surrogate pair has its second half: there the two countings part by one more.
    private readonly ImmutableArray<int> pairs;

    public CodePoints(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        pairs = [.. Enumerable.Range(1, Math.Max(0, text.Length - 1)).Where(i => char.IsSurrogatePair(text[i - 1], text[i]))];
    }

    /// <param name="offset">In UTF-16 code units. Inside a pair it counts as before it.</param>
    public int FromUtf16(int offset)
    {
        var place = pairs.BinarySearch(offset);
        return offset - (place >= 0 ? place + 1 : ~place);
    }

    /// <param name="offset">In code points.</param>
    public int ToUtf16(int offset)
    {
        // The n-th pair (from 0) stands before the offset when fewer than offset code points come before its second half.
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
