using SinoRussia.Essays;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The form that the toolbar on a selected passage sends.</summary>
public sealed record MarkForm
{
    public Guid? Id { get; init; }

    public string? Revision { get; init; }

    public int Start { get; init; }

    public int End { get; init; }

    public string? Exact { get; init; }

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }

    public string? Colour { get; init; }

    public string? Note { get; init; }

    public string[]? Tags { get; init; }

    /// <summary><c>link</c> to show it to others; otherwise it is private.</summary>
    public string? Visibility { get; init; }

    internal Target ToTarget() => new()
    {
        Quote = new TextQuoteSelector { Exact = Exact ?? "", Prefix = Prefix ?? "", Suffix = Suffix ?? "" },
        Position = TextPositionSelector.OrUnknown(Start, End),
        Revision = Revision,
    };
}
