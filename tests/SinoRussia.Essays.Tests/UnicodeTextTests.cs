using System.Text;
using CsCheck;

namespace SinoRussia.Essays.Tests;

public sealed class UnicodeTextTests
{
    [Fact]
    public void Accents_are_composed_and_half_surrogate_pairs_are_replaced()
    {
        Assert.Equal("café", UnicodeText.ToNfc("cafe\u0301"));
        Assert.Equal("é\ufffeé", UnicodeText.ToNfc("e\u0301\ufffee\u0301"));
        Assert.Equal("half \ufffd pair", UnicodeText.ToNfc("half \ud800 pair"));
        Assert.Equal("\ufffd\U0001f600\ufffd", UnicodeText.ToNfc("\udc00\U0001f600\ud800"));
    }

    [Theory]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("one two three", 12, "one two…")]
    [InlineData("one two three", 7, "one two…")]
    [InlineData("one two three", 2, "on…")]
    [InlineData(" onetwo", 3, " on…")]
    [InlineData("a\U0001f600b", 2, "a…")]
    [InlineData("", 0, "")]
    public void A_text_is_shortened_between_words_where_it_has_any(string text, int most, string shortened) =>
        Assert.Equal(shortened, UnicodeText.Shortened(text, most));

    [Fact]
    public void A_part_of_either_end_splits_no_pair_and_is_as_long_as_possible() => Gen.Select(AwkwardText.Gen, Gen.Int[0, 12]).Sample((text, most) =>
    {
        var (start, end) = (UnicodeText.Start(text, most), UnicodeText.End(text, most));

        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.EndsWith(end, text, StringComparison.Ordinal);
        Assert.All([start.Length, end.Length], length => Assert.InRange(length, Math.Min(text.Length, most - 1), most));
        Assert.Equal(UnicodeText.WellFormed(text), UnicodeText.WellFormed(start) + UnicodeText.WellFormed(text[start.Length..]));
        Assert.Equal(UnicodeText.WellFormed(text), UnicodeText.WellFormed(text[..^end.Length]) + UnicodeText.WellFormed(end));
    });

    [Fact]
    public void Every_code_unit_can_be_normalised_alone_and_between_letters()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            foreach (var text in new[] { $"{(char)c}", $"a{(char)c}e\u0301" })
            {
                Assert.NotNull(UnicodeText.ToNfc(text));
                Assert.NotNull(UnicodeText.ToNfkc(text));
                Assert.NotNull(UnicodeText.ToNfkd(text));
            }
        }
    }

    [Fact]
    public void Normalising_any_text_twice_changes_nothing_and_the_result_is_well_formed() => AwkwardText.Gen.Sample(text =>
    {
        foreach (var normalise in new Func<string, string>[] { UnicodeText.ToNfc, UnicodeText.ToNfkc, UnicodeText.ToNfkd })
        {
            var once = normalise(text);
            Assert.Equal(once, normalise(once));
            Assert.Equal(once, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once)));
        }
    });

    [Theory]
    [InlineData("سعاد", true)]
    [InlineData("אדה Lovelace", true)]
    [InlineData("Ada \U0001E900", true)]
    [InlineData("Ada", false)]
    [InlineData("Фёдор 李明 ꦱꦸ 😀", false)]
    [InlineData("", false)]
    public void Only_letters_that_are_written_from_right_to_left_are_isolated(string name, bool isIsolated) =>
        Assert.Equal(isIsolated ? $"\u2068{name}\u2069" : name, UnicodeText.Isolated(name));
}
