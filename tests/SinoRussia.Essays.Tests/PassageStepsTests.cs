namespace SinoRussia.Essays.Tests;

public sealed class PassageStepsTests
{
    private const string Text = "The river froze, early.\nNobody came.";

    [Theory]
    [InlineData("river froze", "The river froze", "froze", "river", "river froze, early")]
    [InlineData("The", null, null, null, "The river")]
    [InlineData("came", "Nobody came", null, null, null)]
    [InlineData("early.\nNobody", "froze, early.\nNobody", "Nobody", "early", "early.\nNobody came")]
    public void An_end_moves_by_a_word(string words, string? moreBefore, string? lessBefore, string? lessAfter, string? moreAfter)
    {
        var start = Text.IndexOf(words, StringComparison.Ordinal);
        var passage = new Passage(start, start + words.Length);

        var steps = new[] { PassageSteps.MoreBefore(Text, passage), PassageSteps.LessBefore(Text, passage), PassageSteps.LessAfter(Text, passage), PassageSteps.MoreAfter(Text, passage) };

        Assert.Equal([moreBefore, lessBefore, lessAfter, moreAfter], steps.Select(step => step is { } p ? Text[p.Start..p.End] : null));
    }
}
