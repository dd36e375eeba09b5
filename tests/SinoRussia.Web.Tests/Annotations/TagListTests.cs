using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Tests.Annotations;

public sealed class TagListTests
{
    [Theory]
    [InlineData("treaty, Arctic", "treaty|Arctic")]
    [InlineData(" , ,,\n", "")]
    [InlineData("two\t  words", "two words")]
    [InlineData("Treaty, treaty, TREATY", "Treaty")]
    [InlineData("Договор, договор", "Договор")]
    [InlineData("caf\u0065\u0301, caf\u00e9", "caf\u00e9")]
    [InlineData("俄羅斯，中國、條約", "俄羅斯|中國|條約")]
    [InlineData("a\u0000b\u200bc", "a b c")]
    [InlineData("👍", "👍")]
    [InlineData("⭐, 👍, 🇨🇳 China, 𠮷野家", "⭐|👍|🇨🇳 China|𠮷野家")]
    [InlineData("👩‍🔬, ❤️, 1️⃣, 🏴󠁧󠁢󠁥󠁮󠁧󠁿, 👍🏽", "👩‍🔬|❤️|1️⃣|🏴󠁧󠁢󠁥󠁮󠁧󠁿|👍🏽")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("क्‍ष, हिन्दी, မြန်မာ, ខ្មែរ", "क्‍ष|हिन्दी|မြန်မာ|ខ្មែរ")]
    [InlineData("\u200ftreaty\u200e, trea\u00adty, \ufefftreaty, \u2067treaty\u2069", "treaty")] // all look the same
    [InlineData("\u200d, \ufe0f, \u2060, \u0301", "")] // nothing visible
    [InlineData("co\ufffeoperation, \ufdd0", "cooperation")]
    [InlineData("\U0001fffe\U0010ffff, a\U0001fffeb", "ab")]
    public void Each_tag_is_stored_once_in_normalised_spelling(string field, string tags) =>
        Assert.Equal(tags, string.Join('|', TagList.Of([field])));

    [Fact]
    public void Half_a_surrogate_pair_causes_no_error() => Assert.Equal(["half \ufffd pair"], TagList.Of(["half \ud800 pair"]));

    [Fact]
    public void Several_tag_fields_are_combined() => Assert.Equal(["a", "b", "c"], TagList.Of(["a", "b, A", null, "c"]));

    [Fact]
    public void At_most_20_tags_of_64_characters_are_stored()
    {
        var most = Enumerable.Range(0, 20).Select(i => $"{i:00}{new string('x', 62)}").ToList();

        Assert.Null(TagList.Check(most));
        Assert.Equal("too-many-tags", TagList.Check([.. most, "one more"])!.Code);
        Assert.Equal("tag-too-long", TagList.Check([most[0] + "x"])!.Code);
    }
}
