namespace SinoRussia.Essays;

/// <summary>How long the essay takes to read, without its footnotes.</summary>
public static class ReadingTime
{
    private const int Pace = 230; // words a minute, an average for prose on a screen

    /// <summary>In minutes, rounded up; at least 1.</summary>
    public static int MinutesOf(Essay essay)
    {
        ArgumentNullException.ThrowIfNull(essay);
        var words = essay.Sections
            .SelectMany(section => section.Elements.Prepend(section.Heading))
            .SelectMany(element => element.Blocks)
            .Sum(block => Tokens.Of(block.Text).Count(token => token.Kind == TokenKind.Word));
        return Math.Max(1, (words + Pace - 1) / Pace);
    }
}
