namespace SinoRussia.Web.Pages.Notes;

/// <summary>The form for changing many annotations at once.</summary>
public sealed record ManyForm
{
    public Guid[]? Ids { get; init; }

    /// <summary>Whether the change is for all annotations that match the filter in the address.</summary>
    public string? All { get; init; }

    /// <summary>What matched on the page that the reader saw, as one value.</summary>
    public string? Seen { get; init; }

    /// <summary>When the page was made, in milliseconds: words that were written since are not shown to others unseen.</summary>
    public long? Opened { get; init; }

    public string? Act { get; init; }

    public string? Colour { get; init; }

    public string[]? Tags { get; init; }
}
