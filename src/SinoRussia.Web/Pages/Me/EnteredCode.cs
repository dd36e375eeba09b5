using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages.Me;

/// <summary>What the form for a recovery code shows.</summary>
/// <param name="Typed">What was sent, if it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
internal sealed record EnteredCode(string? Typed = null, Refusal? Refusal = null);
