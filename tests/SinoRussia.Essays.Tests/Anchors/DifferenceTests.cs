using CsCheck;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Essays.Tests.Anchors;

public sealed class DifferenceTests
{
    [Theory]
    [InlineData("The river froze early.", "The river froze early.", "The river froze early.")]
    [InlineData("The river froze early.", "The river froze late.", "The river froze [-early-]{+late+}.")]
    [InlineData("The river froze early.", "The great river froze early.", "The {+great +}river froze early.")]
    [InlineData("The great river froze early.", "The river froze early.", "The [-great -]river froze early.")]
    [InlineData("froze  “early”", "froze \"early\"", "froze \"early\"")]
    [InlineData("one", "two", "[-one-]{+two+}")]
    [InlineData("", "two", "{+two+}")]
    public void Only_the_words_that_changed_are_reported(string before, string after, string expected)
    {
        Assert.Equal(expected, string.Concat(Difference.Between(before, after).Select(change => change.Kind switch
        {
            ChangeKind.Deleted => $"[-{change.Text}-]",
            ChangeKind.Inserted => $"{{+{change.Text}+}}",
            _ => change.Text,
        })));
    }

    [Fact]
    public void Same_and_inserted_stretches_are_the_later_version_and_same_and_deleted_ones_read_like_the_earlier_one()
    {
        var prose = Gen.String[Gen.Char["abc  .“\"\n-é"], 0, 60];
        Gen.Select(prose, prose).Sample((before, after) =>
        {
            var changes = Difference.Between(before, after);
            Assert.Equal(after, Without(changes, ChangeKind.Deleted));
            Assert.Equal(Plain(before), Plain(Without(changes, ChangeKind.Inserted)));
        }, iter: 2_000);
    }

    private static string Without(IEnumerable<Change> changes, ChangeKind kind) =>
        string.Concat(changes.Where(change => change.Kind != kind).Select(change => change.Text));

    private static string Plain(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('“' or '"' or '-')));
}
