using CsCheck;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Essays.Tests.Anchors;

public sealed class AnyTextTests
{
    private static readonly Gen<int> Offsets = Gen.OneOf(Gen.Int[-3, 80], AwkwardText.OneOf(int.MinValue, int.MaxValue, 0));

    private static readonly Gen<Target> Targets = Gen.Select(
        AwkwardText.Gen, AwkwardText.Gen, AwkwardText.Gen, Offsets, Offsets, AwkwardText.OneOf("now", "then", null),
        (exact, prefix, suffix, start, end, revision) => new Target
        {
            Quote = new TextQuoteSelector { Exact = exact, Prefix = prefix, Suffix = suffix },
            Position = TextPositionSelector.OrUnknown(start, end),
            Revision = revision,
        });

    [Fact]
    public void For_any_text_and_any_mark_the_anchor_is_in_the_text() =>
        Gen.Select(AwkwardText.Gen, AwkwardText.Gen, Targets, Gen.Bool).Sample((before, now, target, isAligned) =>
        {
            var anchor = Anchoring.Locate(now, "now", target, isAligned ? Alignment.Between(before, now) : null);

            Assert.Equal(anchor.State == AnchorState.Detached, anchor.Passage is null);
            Assert.True(anchor.Passage is not { } passage || passage.End <= now.Length);
        });

    // Long words of letters, scripts without spaces, and characters that decompose to many.
    [Theory]
    [InlineData("a", 64)]
    [InlineData("a", 65)]
    [InlineData("a", 5_000)]
    [InlineData("ក", 70)]
    [InlineData("\u1000", 70)]
    [InlineData("\ufdfa", 4)]
    [InlineData("\u0301", 200)]
    [InlineData("e\u0301", 70)]
    public void A_word_of_any_length_is_looked_for(string letter, int times)
    {
        var word = string.Concat(Enumerable.Repeat(letter, times));
        var text = $"Nothing was said of the alliance before the winter came. {word} stood on the wall, and nobody could read it.";

        var anchor = Anchoring.Locate(text, "now", Quoting("before the winter came", $". {word} ", "stood on the wall"));
        Assert.Equal("before the winter came", text[anchor.Passage!.Value.Start..anchor.Passage.Value.End]);

        Assert.Equal(AnchorState.Detached, Anchoring.Locate("Nothing of the kind is here.", "now", Quoting($"nothing {word}", word, word)).State);
    }

    private static Target Quoting(string words, string suffix, string after) => new()
    {
        Quote = new TextQuoteSelector { Exact = words, Prefix = "of the alliance ", Suffix = suffix + after },
        Position = TextPositionSelector.OrUnknown(0, words.Length),
    };
}
