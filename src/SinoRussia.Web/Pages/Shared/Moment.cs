using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>A date as a page shows it.</summary>
/// <param name="IsExact">Whether to show the time of day as well.</param>
internal sealed record Moment(DateTimeOffset At, bool IsExact = false)
{
    /// <summary>The machine-readable form, with three decimals of a second, the most that HTML allows.</summary>
    public string Iso => WebAnnotations.Moment(At);

    public string Words => $"{At.UtcDateTime.ToString(IsExact ? "d MMM yyyy, HH:mm" : "d MMM yyyy")} UTC";
}
