using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Tests.Annotations;

public sealed class NoteMarkdownTests
{
    [Fact]
    public void A_note_that_is_nested_too_deep_changes_nothing_about_the_next_one()
    {
        foreach (var depth in new[] { 20, 60, 100, 126, 127, 128, 200, 400 })
        {
            var deep = string.Concat(Enumerable.Range(0, depth).Select(level => $"{new string(' ', level * 2)}- level {level}\n"));
            var quoted = new string('>', depth) + " deep";
            foreach (var nested in new[] { deep, quoted, "- " + quoted, deep.TrimEnd() + " " + string.Concat(Enumerable.Repeat("[", 60)) + "x" + string.Concat(Enumerable.Repeat("](/a)", 60)), string.Concat(Enumerable.Repeat("- ", depth)) + string.Concat(Enumerable.Repeat("*a ", 100)) + "x" + string.Concat(Enumerable.Repeat(" b*", 100)) })
            {
                _ = NoteMarkdown.Check(nested);

                Assert.Equal($"<p dir=\"auto\">after {depth}</p>\n<p dir=\"auto\">{nested.Length}</p>\n", NoteMarkdown.ToHtml($"after {depth}\n\n{nested.Length}"));
            }
        }
    }
}
