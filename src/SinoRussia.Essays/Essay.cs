namespace SinoRussia.Essays;

public sealed class Essay
{
    public required string Text { get; init; }

    public required string Revision { get; init; }
}
