using CsCheck;
using SinoRussia.Essays.Searching;

namespace SinoRussia.Essays.Tests.Searching;

public sealed class TextSearchTests
{
    [Theory]
    [InlineData("alliance", "An Alliance on paper", "Alliance")]
    [InlineData("alli", "an alliance", "alli")] // the beginning of a word
    [InlineData("cafe", "the café closed", "café")]
    [InlineData("café", "the cafe closed", "cafe")]
    [InlineData("cafe", "the cafe\u0301 closed", "cafe\u0301")] // with its combining accent
    [InlineData("lodz", "in Łódź", "Łódź")]
    [InlineData("strasse", "die Straße dort", "Straße")]
    [InlineData("путин", "ПУТИН сказал", "ПУТИН")]
    [InlineData("羅斯", "俄羅斯與中國", "羅斯")]
    [InlineData("中国", "在中国。", "中国")]
    [InlineData("Sino–Russian", "the Sino-Russian pact", "Sino-Russian")]
    [InlineData("russian", "the Sino-Russian pact", "Russian")]
    [InlineData("Putin's", "in Putin’s words", "Putin’s")]
    [InlineData("19%", "absorbed 19% of it", "19")]
    [InlineData("final", "the ﬁnal word", "ﬁnal")]
    [InlineData("alliance,", "an alliance (on paper)", "alliance")] // the comma is ignored
    [InlineData("전쟁", "한국전쟁은", "전쟁")] // a compound
    [InlineData("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8전쟁", "\u1112\u1161\u11ab\u1100\u116e\u11a8")] // a syllable written as its parts
    [InlineData("हिन्दी", "वह हिन्दी बोलता है", "हिन्दी")]
    [InlineData("\"हिन्दी\"", "वह हिन्दी बोलता है", "हिन्दी")]
    [InlineData("ច្បាប់", "មានច្បាប់ថ្មី", "ច្បាប់")]
    [InlineData("برلين", "زار بَرلين أمس", "بَرلين")]
    [InlineData("می‌خواهم", "من می‌خواهم بروم", "می‌خواهم")]
    [InlineData("二〇二二", "在二〇二二年", "二〇二二")]
    public void A_word_is_found_whatever_its_case_accents_and_punctuation(string query, string text, string found) =>
        Assert.Equal([found], Found(query, text));

    [Theory]
    [InlineData("ally", "tally rally")]
    [InlineData("war", "toward the wall")]
    [InlineData("russia america", "Russia and China")]
    [InlineData("\"china and\"", "Indochina and Siam")]
    [InlineData("\"on pap\"", "an alliance on paper")] // a phrase ends with a word
    [InlineData("\"paper on\"", "an alliance on paper")]
    [InlineData("저", "전쟁")] // no part of a syllable
    [InlineData("के", "वह की ओर")] // a vowel sign is no accent
    [InlineData("न्दी", "वह हिन्दी बोलता है")] // the middle of a word
    [InlineData("???", "is it??")]
    [InlineData("check ⭐", "check this")] // a star is searched for as a word
    public void Words_that_are_not_there_are_not_found(string query, string text) => Assert.Empty(Found(query, text));

    [Fact]
    public void All_words_must_be_there_and_each_is_found_at_every_place() =>
        Assert.Equal(["China", "Russia", "China"], Found("russia china", "China fears Russia, and China waits"));

    [Theory]
    [InlineData("\"alliance on paper\"")]
    [InlineData("“alliance on paper”")]
    [InlineData("«alliance  on paper»")]
    [InlineData("\"alliance on paper")] // without the closing mark
    public void A_phrase_is_found_in_its_exact_words(string query) =>
        Assert.Equal(["alliance\non  paper"], Found(query, "on paper: an alliance\non  paper, a paper alliance"));

    [Fact]
    public void Overlapping_matches_are_found_once() =>
        Assert.Equal(["Sino-Russian"], Found("sino sino-russian", "the Sino-Russian pact"));

    [Theory]
    [InlineData("✅", "check ✅ this ??? and +++", "✅")]
    [InlineData("???", "check ✅ this ??? and +++", "???")]
    [InlineData("+++", "check ✅ this ??? and +++", "+++")]
    [InlineData("❤️", "with ❤ from", "❤")]
    [InlineData("👩‍🔬", "by a 👩‍🔬 here", "👩‍🔬")]
    [InlineData("§", "under §5", "§")]
    [InlineData("→", "cause → effect", "→")]
    [InlineData("%", "19% of it", "%")]
    [InlineData("☭", "the ☭ sign", "☭")]
    [InlineData("\"?!\"", "what?! no", "?!")]
    [InlineData("🇨🇳", "made in 🇨🇳", "🇨🇳")]
    [InlineData("⭐ check", "check ⭐", "check|⭐")]
    [InlineData("russia – china", "Russia and China", "Russia|China")] // the dash between words is ignored
    public void Punctuation_is_found_when_the_query_has_nothing_else(string query, string text, string found) =>
        Assert.Equal(found.Split('|'), Found(query, text));

    [Fact]
    public void Any_query_in_any_text_has_an_answer() => Gen.Select(AwkwardText.Gen, AwkwardText.Gen).Sample((query, text) =>
    {
        foreach (var found in TextSearch.Parse(query).In(text))
        {
            Assert.True(found.End <= text.Length);
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("  \" \" “” ")]
    [InlineData("\u200d\u0301")] // only invisible characters
    public void An_empty_query_finds_nothing(string? query)
    {
        Assert.True(TextSearch.Parse(query).IsEmpty);
        Assert.Empty(TextSearch.Parse(query).In("anything – \"at all\""));
    }

    [Fact]
    public void Texts_that_belong_together_are_searched_together()
    {
        var found = TextSearch.Parse("kissinger china").Across("Henry Kissinger", "He went to China.");

        Assert.Equal([[new Passage(6, 15)], [new Passage(11, 16)]], found!.Select(passages => passages.ToArray()));
        Assert.Null(TextSearch.Parse("kissinger paris").Across("Henry Kissinger", "He went to China."));
    }

    [Fact]
    public void For_any_query_and_text_matches_are_in_order_without_overlaps_and_on_whole_characters() =>
        Gen.Select(Gen.String[Gen.Char["aA bé́ﬁßn“-\n\u00ad俄羅斯\ud83d\ude00"], 0, 12], Gen.String[Gen.Char["aA bé́ﬁßn“\"-\n\u00ad俄羅斯\ud83d\ude00"], 0, 60]).Sample((query, text) =>
        {
            var found = TextSearch.Parse(query).In(text);
            for (var i = 0; i < found.Length; i++)
            {
                Assert.True(found[i].End <= text.Length);
                Assert.True(i == 0 || found[i - 1].End <= found[i].Start);
            }
        });

    [Fact]
    public void Every_word_of_a_text_is_found_in_it() =>
        Gen.String[Gen.Char["aAbéÉńßøЖ1 俄羅-'’"], 1, 40].Sample(text =>
        {
            foreach (var word in text.Split(' ').Where(word => word.Any(char.IsLetterOrDigit)))
            {
                Assert.NotEmpty(TextSearch.Parse(word.ToUpperInvariant()).In(text));
            }
        });

    private static IEnumerable<string> Found(string query, string text) =>
        TextSearch.Parse(query).In(text).Select(p => text[p.Start..p.End]);
}
