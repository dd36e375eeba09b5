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
    public void Tags_are_kept_in_one_spelling_and_once(string field, string tags) =>
        Assert.Equal(tags, string.Join('|', TagList.Of([field])));

    [Fact]
    public void Half_a_surrogate_pair_is_no_reason_to_fail() => Assert.Equal(["half \ufffd pair"], TagList.Of(["half \ud800 pair"]));

    [Fact]
    public void Several_fields_are_read_together() => Assert.Equal(["a", "b", "c"], TagList.Of(["a", "b, A", null, "c"]));

    [Fact]
    public void Twenty_tags_of_64_characters_are_kept_and_no_more()
    {
        var most = Enumerable.Range(0, 20).Select(i => $"{i:00}{new string('x', 62)}").ToList();

        Assert.Null(TagList.Check(most));
        Assert.Equal("too-many-tags", TagList.Check([.. most, "one more"])!.Code);
        Assert.Equal("tag-too-long", TagList.Check([most[0] + "x"])!.Code);
    }
}
