using CsCheck;
using SinoRussia.Essays.Linking;

namespace SinoRussia.Essays.Tests.Linking;

public sealed class WordRangeTests
{
    private static readonly Essay Essay = Texts.TheEssay();

    [Fact]
    public void Words_that_an_address_names_contain_the_passage_and_no_word_that_it_does_not_touch() =>
        Gen.Select(Gen.Int[0, Essay.Elements.Length - 1], Gen.Int[0, 2000], Gen.Int[1, 400]).Sample((index, from, length) =>
        {
            var element = Essay.Elements[index];
            var start = element.Start + (from % (element.End - element.Start));
            var passage = new Passage(start, Math.Min(element.End, start + length));

            var range = WordRange.Of(Essay, element, passage);

            if (range is null)
            {
                Assert.DoesNotContain(Essay.TextOf(passage), char.IsLetterOrDigit);
                return;
            }

            Assert.True(WordRange.TryParse(range.ToString(), out var read));
            Assert.Equal(range, read);
            var words = read.In(Essay, element)!.Value;
            Assert.True(words.Overlaps(passage));
            Assert.DoesNotContain(Essay.Text[words.Start..Math.Max(words.Start, Math.Min(passage.Start, words.End))], char.IsWhiteSpace);
            Assert.DoesNotContain(Essay.Text[Math.Max(words.Start, Math.Min(passage.End, words.End))..words.End], char.IsWhiteSpace);
            Assert.DoesNotContain(Essay.Text[Math.Min(passage.Start, words.Start)..words.Start], char.IsLetterOrDigit);
            Assert.DoesNotContain(Essay.Text[words.End..Math.Max(passage.End, words.End)], char.IsLetterOrDigit);
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("notes")]
    [InlineData("w1-2")]
    [InlineData("w0-2-abcd")]
    [InlineData("w3-2-abcd")]
    [InlineData("w1-2-ABCD")]
    [InlineData("w1-2-abcd\n")]
    [InlineData("w-1-2-abcd")]
    [InlineData("w1-999999-abcd")]
    [InlineData("w\u0661-2-abcd")]
    public void Anything_else_is_no_address_of_words(string? text) => Assert.False(WordRange.TryParse(text, out _));

    [Fact]
    public void A_passage_outside_the_paragraph_has_no_address() =>
        Assert.Null(WordRange.Of(Essay, Essay.Elements[1], new Passage(Essay.Elements[1].End - 3, Essay.Elements[1].End + 3)));
}
