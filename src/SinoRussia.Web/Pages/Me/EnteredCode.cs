using SinoRussia.Essays;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages.Me;

/// <summary>What the form for a recovery code shows.</summary>
/// <param name="Sent">What was sent, if it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
internal sealed record EnteredCode(string? Sent = null, Refusal? Refusal = null)
{
    /// <summary>How much the field takes, which is more than any code with spaces.</summary>
    public const int Longest = 200;

    /// <summary>What is in the field: never more than it takes.</summary>
    public string? Typed => Sent is { } sent ? UnicodeText.Start(sent, Longest) : null;
}
