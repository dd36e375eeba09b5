using SinoRussia.Essays.Searching;

namespace SinoRussia.Essays.Tests.Searching;

public sealed class ExcerptTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 200).Select(i => $"word{i}"));

    [Fact]
    public void A_short_text_is_shown_whole() =>
        Assert.Equal("The [river] froze early, and the [river] broke late.", Shown("The river froze early, and the river broke late.", "river"));

    [Fact]
    public void A_long_text_is_cut_at_words_around_what_was_found()
    {
        var shown = Shown(Long, "word100");

        Assert.Matches("^… word\\d+ .* \\[word100\\] .* word\\d+ …$", shown);
        Assert.InRange(shown.Length, 150, 250);
    }

    [Fact]
    public void Matches_near_each_other_share_a_piece_and_there_is_an_ellipsis_between_distant_ones()
    {
        var shown = Shown(Long, "\"word50\" \"word52\" \"word150\"");

        Assert.Matches("^… .*\\[word50\\] word51 \\[word52\\].* … .*\\[word150\\].* …$", shown);
        Assert.Equal(3, shown.Count(c => c == '…'));
    }

    [Fact]
    public void Of_many_matches_the_first_few_are_shown() => Assert.InRange(Shown(Long, "word").Length, 200, 5000);

    [Fact]
    public void Where_nothing_was_found_the_beginning_is_shown() => Assert.Matches("^word1 .* word\\d+ …$", Shown(Long, "nothing"));

    [Fact]
    public void A_script_without_spaces_is_cut_too()
    {
        var shown = Shown(string.Concat(Enumerable.Repeat("中俄關係", 300)) + "羅斯" + string.Concat(Enumerable.Repeat("\ud840\udc00", 300)), "羅斯");

        Assert.InRange(shown.Length, 100, 250);
        Assert.True(shown.IsNormalized(), "A character was cut in two.");
    }

    private static string Shown(string text, string query) =>
        string.Concat(Excerpt.Of(text, TextSearch.Parse(query).In(text)).Select(piece => piece.IsFound ? $"[{piece.Text}]" : piece.Text));
}
