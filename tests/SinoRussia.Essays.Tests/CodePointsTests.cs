using System.Text;
using CsCheck;

namespace SinoRussia.Essays.Tests;

public sealed class CodePointsTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Const("a"), Gen.Const("ж"), Gen.Const("羅"), Gen.Const("😀"), Gen.Const("\uD83D"), Gen.Const("\uDE00")).Array[0, 40].Select(string.Concat);

    [Fact]
    public void A_surrogate_pair_counts_once()
    {
        var points = new CodePoints("a😀b😀c");

        Assert.Equal([0, 1, 2, 3, 4, 5], new[] { 0, 1, 3, 4, 6, 7 }.Select(points.FromUtf16));
    }

    [Fact]
    public void Every_offset_between_code_points_is_the_number_of_runes_before_it_and_comes_back() => Texts.Sample(text =>
    {
        var points = new CodePoints(text);
        var (utf16, count) = (0, 0);
        foreach (var rune in Runes(text))
        {
            Assert.Equal(count, points.FromUtf16(utf16));
            Assert.Equal(utf16, points.ToUtf16(count));
            utf16 += rune;
            count++;
        }

        Assert.Equal(count, points.FromUtf16(text.Length));
        Assert.Equal(text.Length, points.ToUtf16(count));
    });

    // How many code units each code point takes; half a surrogate pair counts as one.
    private static IEnumerable<int> Runes(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
            yield return length;
            i += length;
        }
    }
}
