namespace SinoRussia.Web.Hosting;

/// <summary>Why something was refused, in words a reader can act on.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Status">The HTTP status that says the same.</param>
internal sealed record Refusal(string Code, string Message, int Status = StatusCodes.Status422UnprocessableEntity);
