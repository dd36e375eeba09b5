using System.Text;
using CsCheck;

namespace SinoRussia.Essays.Tests;

public sealed class UnicodeTextTests
{
    [Fact]
    public void Accents_join_their_letters_and_half_pairs_are_replaced()
    {
        Assert.Equal("café", UnicodeText.ToNfc("cafe\u0301"));
        Assert.Equal("é\ufffeé", UnicodeText.ToNfc("e\u0301\ufffee\u0301"));
        Assert.Equal("half \ufffd pair", UnicodeText.ToNfc("half \ud800 pair"));
        Assert.Equal("\ufffd\U0001f600\ufffd", UnicodeText.ToNfc("\udc00\U0001f600\ud800"));
    }

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
    public void Whatever_the_text_normalising_twice_changes_nothing_and_what_comes_out_is_well_formed() => AwkwardText.Gen.Sample(text =>
    {
        foreach (var normalise in new Func<string, string>[] { UnicodeText.ToNfc, UnicodeText.ToNfkc, UnicodeText.ToNfkd })
        {
            var once = normalise(text);
            Assert.Equal(once, normalise(once));
            Assert.Equal(once, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once)));
        }
    });
}
