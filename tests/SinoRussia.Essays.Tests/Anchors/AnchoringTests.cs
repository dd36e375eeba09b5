using CsCheck;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Essays.Tests.Anchors;

public sealed class AnchoringTests
{
    private const string River =
        "The river froze early that year. Merchants waited on the bank with their crates of tea.\n" +
        "Nobody had signed the treaty yet, and nobody would before the thaw.\n" +
        "In the spring a surveyor came and measured the island twice.";

    [Fact]
    public void A_passage_is_found_where_it_was_described()
    {
        var text = Prose.English;
        Gen.Int[0, text.Length - 2].SelectMany(start => Gen.Int[start + 1, text.Length], (start, end) => new Passage(start, end)).Sample(passage =>
        {
            var anchor = Anchoring.Locate(text, "one", Anchoring.Describe(text, "one", passage));
            Assert.Equal((AnchorState.Exact, passage), (anchor.State, anchor.Passage));
        }, iter: 300);
    }

    [Fact]
    public void On_an_unchanged_text_every_passage_with_a_word_in_it_is_carried_to_itself()
    {
        var text = Prose.English;
        var alignment = Alignment.Between(text, text);
        var words = Prose.Words(text);
        Gen.Int[0, words.Count - 1].SelectMany(first => Gen.Int[first, words.Count - 1], (first, last) => new Passage(words[first].Start, words[last].End))
            .Sample(passage => Assert.Equal(new Anchor(AnchorState.Exact, passage, AnchorMethod.Alignment, 1), alignment.Carry(passage)), iter: 300);
    }

    [Fact]
    public void Text_added_above_a_mark_does_not_move_it_off_its_words()
    {
        var text = Prose.English;
        var words = Prose.Words(text);
        Gen.Int[0, words.Count - 9].Select(Gen.Int[1, 8], Gen.String[Gen.Char["abcdefghij klmn.\n"], 0, 400]).Sample((first, length, above) =>
        {
            var passage = new Passage(words[first].Start, words[first + length].End);
            var after = $"{above}\n{text}";
            var found = Alignment.Between(text, after).Carry(passage).Passage;
            Assert.Equal(new Passage(passage.Start + above.Length + 1, passage.End + above.Length + 1), found);
        }, iter: 60);
    }

    [Fact]
    public void For_any_texts_and_any_target_the_answer_is_a_passage_of_the_text_or_none()
    {
        var anything = Gen.OneOf(
            Gen.String[Gen.Char, 0, 60], // with lone surrogates
            Gen.String[Gen.Char["ab .\n'\"-\u00ad\u0301é中\ud83d\ude00“”"], 0, 80]);
        Gen.Select(anything, anything, anything, anything, Gen.Int[-5, 90], Gen.Int[-5, 90]).Sample((before, after, exact, context, start, end) =>
        {
            var target = new Target
            {
                Quote = new TextQuoteSelector { Exact = exact, Prefix = context, Suffix = context },
                Position = TextPositionSelector.OrUnknown(start, end),
                Revision = "before",
            };
            var alignment = Alignment.Between(before, after);
            AssertWithin(after, Anchoring.Locate(after, "after", target, alignment));
            AssertWithin(after, Anchoring.Locate(after, "after", target));
            AssertWithin(after, Anchoring.Locate(after, "before", target));
            if (start >= 0 && end > start)
            {
                AssertWithin(after, alignment.Carry(new Passage(start, end)));
            }
        }, iter: 3_000);
    }

    [Fact]
    public void A_description_of_any_stretch_of_any_string_can_be_found_again()
    {
        Gen.String[Gen.Char, 1, 60].SelectMany(text => Gen.Int[0, text.Length - 1], (text, start) => (text, start)).SelectMany(
            from => Gen.Int[from.start + 1, from.text.Length], (from, end) => (from.text, Passage: new Passage(from.start, end))).Sample(given =>
        {
            var target = Anchoring.Describe(given.text, "one", given.Passage);
            var found = Anchoring.Locate(given.text, "one", target).Passage;
            if (found is { } passage)
            {
                Assert.True(passage.Contains(given.Passage)); // half a surrogate pair is described as the whole pair
            }
        }, iter: 1_000);
    }

    [Theory]
    [InlineData("Merchants waited on the bank", "Merchants waited on the bank", "In spring")] // elsewhere
    [InlineData("Merchants waited on the bank", "Merchants waited upon the bank", "upon")]
    [InlineData("crates of tea", "crates of tea", "“crates")]
    [InlineData("signed the treaty", "signed that treaty", "that treaty")]
    [InlineData("froze early", "froze  early", "froze  early")]
    public void A_mark_keeps_to_its_words(string words, string expected, string edit)
    {
        var after = edit switch
        {
            "In spring" => string.Join('\n', River.Split('\n').Reverse()),
            "upon" => River.Replace("on the bank", "upon the bank"),
            "“crates" => River.Replace("crates of tea.", "“crates of tea”."),
            "that treaty" => River.Replace("the treaty", "that treaty"),
            _ => River.Replace("froze early", "froze  early"),
        };

        Assert.Equal(expected, Carried(River, after, words));
    }

    [Fact]
    public void A_mark_whose_sentence_is_deleted_is_detached_and_returns_with_it()
    {
        var gone = River.Replace(" Merchants waited on the bank with their crates of tea.", "");
        var target = TargetOn(River, "waited on the bank with their crates");

        Assert.Equal(AnchorState.Detached, Anchoring.Locate(gone, "gone", target, Alignment.Between(River, gone)).State);
        Assert.Equal(AnchorState.Exact, Anchoring.Locate(River, "before", target).State);
        var back = gone + "\nMerchants waited on the bank with their crates of tea.";
        Assert.Equal("waited on the bank with their crates", Carried(River, back, "waited on the bank with their crates"));
    }

    [Fact]
    public void A_mark_does_not_go_to_the_sentence_that_replaced_its_own()
    {
        var after = River.Replace("Merchants waited on the bank with their crates of tea.", "Soldiers slept in the fort and drank up all the tea.");

        Assert.Null(Carried(River, after, "Merchants waited on the bank with their crates of tea"));
    }

    [Fact]
    public void A_word_that_was_replaced_is_gone()
    {
        Assert.Null(Carried(River, River.Replace("surveyor", "diplomat"), "surveyor"));
    }

    [Fact]
    public void A_mark_spans_a_paragraph_that_was_split_and_one_that_was_merged()
    {
        const string words = "that year. Merchants waited";

        Assert.Equal("that year.\nMerchants waited", Carried(River, River.Replace("year. M", "year.\nM"), words));
        Assert.Equal("crates of tea. Nobody had", Carried(River, River.Replace('\n', ' '), "crates of tea.\nNobody had"));
    }

    [Fact]
    public void Each_line_of_a_refrain_keeps_its_own_mark()
    {
        const string line = "The river keeps its own accounts.";
        var after = "A stanza that is new stands here.\n" + Prose.Refrain.Replace("a stove", "an iron stove");
        var alignment = Alignment.Between(Prose.Refrain, after);
        var (was, now) = (0, 0);
        for (var verse = 0; verse < 5; verse++)
        {
            was = Prose.Refrain.IndexOf(line, was + 1, StringComparison.Ordinal);
            now = after.IndexOf(line, now + 1, StringComparison.Ordinal);
            Assert.Equal(new Passage(now, now + line.Length), alignment.Carry(new Passage(was, was + line.Length)).Passage);
        }
    }

    [Fact]
    public void A_quotation_that_fits_two_places_equally_well_is_found_in_neither()
    {
        var quote = new TextQuoteSelector { Exact = "The river keeps its own accounts." };

        Assert.Equal(AnchorState.Detached, Quotation.SearchIn(Prose.Refrain).Find(quote).State);
    }

    [Fact]
    public void A_doubled_phrase_keeps_its_mark_on_one_of_the_two()
    {
        var after = River.Replace("waited on the bank", "waited on the bank waited on the bank");

        Assert.Equal("on the bank", Carried(River, after, "on the bank"));
    }

    [Theory]
    [InlineData("policymakers", "policy-makers")]
    [InlineData("policy-makers", "policymakers")]
    [InlineData("treaty", "trea-\nty")]
    [InlineData("first office", "ﬁrst oﬃce")]
    [InlineData("café", "cafe\u0301")]
    [InlineData("cooperation", "co\u00adoperation")]
    [InlineData("ＮＡＴＯ", "NATO")]
    [InlineData("Союз", "СОЮЗ")]
    public void A_word_in_another_spelling_is_the_same_word(string words, string instead)
    {
        var before = $"{River} It was the {words} that counted in the end.";

        Assert.Equal(instead, Carried(before, before.Replace(words, instead), words));
    }

    [Fact]
    public void Nothing_is_found_in_an_empty_text_nor_in_a_translation()
    {
        Assert.Null(Carried(River, "", "Merchants"));
        Assert.All(Prose.SentencesOf(River), sentence => Assert.Null(Alignment.Between(River, Prose.Russian).Carry(sentence).Passage));
        Assert.Null(Alignment.Between("", River).Carry(new Passage(0, 5)).Passage);
    }

    [Fact]
    public void An_edit_of_quotes_or_space_leaves_a_mark_exact_and_any_other_moves_it()
    {
        var curly = River.Replace("Nobody had", "“Nobody” had").Replace(" early", "\u00a0early");
        var alignment = Alignment.Between(River, curly);

        Assert.Equal(AnchorState.Exact, alignment.Carry(PassageOf(River, "froze early")).State);
        Assert.Equal(AnchorState.Moved, Alignment.Between(River, River.Replace("froze", "had frozen")).Carry(PassageOf(River, "The river froze early")).State);
    }

    private static void AssertWithin(string text, Anchor anchor)
    {
        Assert.Equal(anchor.State == AnchorState.Detached, anchor.Passage is null);
        if (anchor.Passage is { } passage)
        {
            Assert.InRange(passage.End, 1, text.Length);
        }
    }

    private static Passage PassageOf(string text, string words)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return new Passage(start, start + words.Length);
    }

    private static Target TargetOn(string text, string words) => Anchoring.Describe(text, "before", PassageOf(text, words));

    private static string? Carried(string before, string after, string words) =>
        Anchoring.Locate(after, "after", TargetOn(before, words), Alignment.Between(before, after)).Passage is { } found ? after[found.Start..found.End] : null;
}
