using CsCheck;
using SinoRussia.Essays.Linking;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Essays.Tests.Linking;

public sealed class TextFragmentTests
{
    private static readonly string[] Frame = ["On Ice", "Ice", "Contents", "Go to “Ice”"];

    // Few words, so that nearly every phrase occurs more than once.
    private static readonly Gen<string> Word = OneOf("ice", "Ice", "river", "froze", "the", "a", "well-known", "café", "don’t", "(early)", "“so,”", "50%", "1950", "U.S.", "a_b", "froze[^n]", "river[^n],", "cooperation[^m]", "中国");
    private static readonly Gen<string> Prose = Word.Array[1, 14].Select(words => string.Join(' ', words));

    private static readonly Gen<Essay> Essays =
        from titles in OneOf("Ice", "The River", "Ice and the River").Array[1, 3]
        from paragraphs in Prose.Array[titles.Length, 8]
        from notes in Prose.Array[2]
        select EssayParser.Parse(
            "---\ntitle: On Ice\nlanguage: en\n---\n\n"
            + string.Concat(paragraphs.Select((text, i) => $"{(i < titles.Length ? $"## {titles[i]} {{#s{i}}}\n\n" : "")}{{#p{i + 1}}}\nA {text}\n\n"))
            + $"{{#p90}}\nEnd[^n] and end[^m].\n\n[^n]: {notes[0].Replace("[^n]", "").Replace("[^m]", "")}\n\n[^m]: {notes[1].Replace("[^n]", "").Replace("[^m]", "")}\n");

    [Fact]
    public void For_any_text_a_fragment_leads_to_exactly_the_words_in_every_layout_or_there_is_none() => (
        from essay in Essays
        from start in Gen.Int[0, essay.Text.Length - 1]
        from length in Gen.Int[1, Math.Min(300, essay.Text.Length - start)]
        from hidden in Gen.Bool.Array[Frame.Length + 200]
        select (essay, new Passage(start, start + length), hidden)).Sample(sample =>
    {
        var (essay, passage, hidden) = sample;
        var page = new PageText(essay, Frame, Links.AtRoot);
        if (TextFragment.Of(page, passage) is not { } fragment)
        {
            return true;
        }

        var shown = page.Lines.Where((line, i) => line.IsCertain || !hidden[i % hidden.Length]).ToList();
        var found = BrowserSearch.Find(shown, fragment);
        Assert.True(found is not null, fragment);
        var ((first, from), (last, to)) = found.Value;
        Assert.True(shown[first].Start is not null && shown[last].Start is not null, fragment);
        Assert.Equal(Bare(essay.TextOf(passage)), Bare(essay.Text[(shown[first].Start!.Value + from)..(shown[last].Start!.Value + to)]));
        Assert.InRange(shown[first].Start!.Value + from, passage.Start, passage.End);
        return true;
    }, iter: 3_000);

    [Fact]
    public void Whole_words_of_a_long_enough_paragraph_always_have_one()
    {
        var page = new PageText(EssayParser.Parse("---\ntitle: On Ice\nlanguage: en\n---\n\n## Ice {#ice}\n\n{#p1}\nThe ice was thick[^n] and the river slept.\n\n{#p2}\nThe ice was thin and the river ran.\n\n[^n]: So it was said, and the ice was thick.\n"), Frame, Links.AtRoot);
        foreach (var line in page.Lines.Where(line => line.Length > 10))
        {
            var words = line.Text[..line.Length].Split(' ');
            for (var (word, at) = (0, line.Start!.Value); word < words.Length; at += words[word].Length + 1, word++)
            {
                Assert.NotNull(TextFragment.Of(page, new Passage(at, at + words[word].TrimEnd('.').Length)));
            }
        }
    }

    [Theory]
    [InlineData("It was well-known, “so” & on (they said).", "well-known, “so” & on (they said)", ":~:text=well%2Dknown%2C%20%E2%80%9Cso%E2%80%9D%20%26%20on%20%28they%20said%29")]
    [InlineData("They signed a pact of cooperation[^n] in the U.S. then.", "pact of cooperation", ":~:text=pact%20of%20cooperation")] // without the footnote's number
    [InlineData("They signed a pact of cooperation[^n] in the U.S. then.", "in the U.S.", ":~:text=in%20the%20U%2ES%2E")]
    [InlineData("Thin the ice was.", "the ice", ":~:text=Thin-,the%20ice")] // two words alone could match anywhere
    [InlineData("She wrote on ice and on ice alone.", "on ice alone", ":~:text=on%20ice%20alone")]
    [InlineData("She wrote on ice cliffs and on ice shelves.", "cliffs and on", ":~:text=cliffs%20and%20on")]
    [InlineData("She slept, for they came.", "e", null)] // half a word is never found
    public void A_fragment_escapes_its_own_syntax_and_the_characters_at_which_mail_programs_cut_addresses(string paragraph, string words, string? fragment)
    {
        var essay = EssayParser.Parse($"---\ntitle: On Ice\nlanguage: en\n---\n\n## Ice {{#ice}}\n\n{{#p1}}\n{paragraph}\n{(paragraph.Contains("[^n]") ? "\n[^n]: A note.\n" : "")}");
        var start = essay.Text.IndexOf(words, StringComparison.Ordinal);

        Assert.Equal(fragment, TextFragment.Of(new PageText(essay, Frame, Links.AtRoot), new Passage(start, start + words.Length)));
    }

    [Fact]
    public void A_long_passage_is_described_by_its_first_and_last_words()
    {
        var essay = EssayParser.Parse($"---\ntitle: On Ice\nlanguage: en\n---\n\n## Ice {{#ice}}\n\n{{#p1}}\n{string.Join(' ', Enumerable.Range(0, 90).Select(i => $"word{i}"))}\n");

        Assert.Equal(
            ":~:text=word0%20word1%20word2%20word3,word86%20word87%20word88%20word89",
            TextFragment.Of(new PageText(essay, Frame, Links.AtRoot), new Passage(essay.FindParagraph("p1")!.Start, essay.FindParagraph("p1")!.End)));
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
