namespace SinoRussia.Web.Pages.Notes;

/// <summary>What the form for many annotations sends.</summary>
public sealed record ManyForm
{
    public Guid[]? Ids { get; init; }

    /// <summary>Whether all are meant that fit the filter in the address.</summary>
    public string? All { get; init; }

    public string? Act { get; init; }

    public string? Colour { get; init; }

    public string[]? Tags { get; init; }
}
