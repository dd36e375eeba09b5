namespace SinoRussia.Web.Hosting;

/// <summary>Why something was refused, in words that tell a reader what to do.</summary>
/// <param name="Code">A stable code for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Status">The matching HTTP status.</param>
internal sealed record Refusal(string Code, string Message, int Status = StatusCodes.Status422UnprocessableEntity)
{
    /// <summary>For a form that must be confirmed with a box.</summary>
    public static Refusal NotSure => new("not-sure", "Nothing was changed. Tick the box to confirm.");
}
