using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>When something was written, as a page shows it.</summary>
/// <param name="IsExact">Whether the time of day is shown besides the day.</param>
internal sealed record Moment(DateTimeOffset At, bool IsExact = false)
{
    /// <summary>For programs, with the three decimals of a second that HTML allows at most.</summary>
    public string Iso => WebAnnotations.Moment(At);

    public string Words => $"{At.UtcDateTime.ToString(IsExact ? "d MMM yyyy, HH:mm" : "d MMM yyyy")} UTC";
}
