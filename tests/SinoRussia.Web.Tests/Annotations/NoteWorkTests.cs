using System.Net;
using CsCheck;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Limits the work that the Markdown of one note can cause.</summary>
public sealed class NoteWorkTests
{
    // The parts of a hostile note: everything that has a meaning in Markdown.
    private static readonly string[] Signs =
        ["*", "**", "_", "~~", "[", "]", "(", ")", "![", "](", "`", "``", "<", "&amp;", "\\", "\n", "\n\n", "- ", "> ", "1. ", "# ", "    ", "http://a", "www.a.b", "ftp://", "a", " a ", "[a]: b\n", "|", "\t", "---\n", "```\n", "=\n"];

    private static readonly Gen<string> Sign = Gen.Int[0, Signs.Length - 1].Select(i => Signs[i]);

    [Theory]
    [InlineData("[", "]", "note-too-dense")]
    [InlineData("[", "", "note-too-dense")]
    [InlineData("![", "", "note-too-dense")]
    [InlineData("[a](", "", "note-too-dense")]
    [InlineData("[x](((", "", "note-too-dense")]
    [InlineData("*a_ ", "", "note-too-dense")]
    [InlineData("*a", "", "note-too-dense")]
    [InlineData("a*", "", "note-too-dense")]
    [InlineData("**a", "", "note-too-dense")]
    [InlineData("~~a", "", "note-too-dense")]
    [InlineData("*_", "", "note-too-dense")]
    [InlineData("*a*\n", "", "note-too-dense")]
    [InlineData("http://a(", "", "note-too-dense")]
    [InlineData("www.a.b ", "", "note-too-dense")]
    [InlineData("a\n", "", "note-too-many-pieces")]
    [InlineData("a\n\n", "", "note-too-many-pieces")]
    [InlineData("-\n", "", "note-too-many-pieces")]
    [InlineData("# a\n", "", "note-too-many-pieces")]
    [InlineData("*a*\n\n", "", "note-too-many-pieces")]
    public void A_note_that_is_slow_to_render_is_refused(string first, string then, string code)
    {
        var length = Limits.Note / (then.Length > 0 ? 2 : 1);

        Assert.Equal(code, NoteMarkdown.Check(Repeated(first, length) + Repeated(then, then.Length > 0 ? length : 0))?.Code);
    }

    [Theory]
    [InlineData("*a_ ", "signs of formatting")]
    [InlineData("a\n", "line breaks")]
    public async Task A_refusal_says_what_to_change_and_keeps_the_words(string words, string advice)
    {
        var note = Repeated(words, Limits.Note).Trim();
        await using var app = new ReaderApp();
        using var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p1/notes")).Form("handler=Note"), ("note", note));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal(note, page.QuerySelector("#paragraph-note")!.TextContent.Trim());
        Assert.Contains(advice, page.QuerySelector(".refusal")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_accepted_note_renders_within_the_measured_work() =>
        Gen.Select(Sign.Array[1, 6], Sign.Array[1, 3]).Sample((often, seldom) =>
        {
            var note = Repeated(string.Concat(often), Limits.Note * 3 / 4) + Repeated(string.Concat(seldom), Limits.Note / 4);
            if (NoteMarkdown.Check(note) is null)
            {
                // Prose of that length is one paragraph with several lines. The work beyond that must be bounded.
                Assert.True(NoteWork.PairsIn(note) <= NoteWork.MostPairs);
                var before = GC.GetAllocatedBytesForCurrentThread();
                var html = NoteMarkdown.ToHtml(note);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
                Assert.InRange(html.Length, 0, 20 * Limits.Note);
            }
        }, iter: 60);

    [Theory]
    [InlineData("The river froze early that year (so they say), and *nobody* crossed it. ")]
    [InlineData("A line of *verse* or so\n")]
    [InlineData("- [A title](https://example.org/a/page) by **Somebody**, p. 12\n")]
    [InlineData("See https://example.org/a/page and www.example.org.\n\n")]
    [InlineData("> What he_said about_it [1]\n\n")]
    public void Ordinary_notes_are_accepted_at_full_length(string words) => Assert.Null(NoteMarkdown.Check(Repeated(words, Limits.Note)));

    [Fact]
    public void An_older_slow_note_is_shown_as_it_was_typed()
    {
        var note = Repeated("[<b>", 12_000) + Repeated("]", 8_000);

        Assert.Equal($"<p class=\"as-typed\">{WebUtility.HtmlEncode(note)}</p>", NoteMarkdown.ToHtml(note));
        Assert.Equal(note, NoteMarkdown.ToText(note));
    }

    private static string Repeated(string words, int length) => string.Concat(Enumerable.Repeat(words, words.Length == 0 ? 0 : length / words.Length));
}
