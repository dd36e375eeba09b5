using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace SinoRussia.Web.Hosting;

/// <summary>Refusals as programs read them (RFC 9457): a stable type, a title that a person could be shown.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(Refusal refusal) => Of(refusal.Code, refusal.Message, refusal.Status);

    public static ProblemHttpResult Of(string code, string title, int status) =>
        TypedResults.Problem(new ProblemDetails { Type = $"urn:reader:{code}", Title = title, Status = status });

    /// <summary>Somebody else's annotation and no annotation are the same.</summary>
    public static ProblemHttpResult NotFound() => Of("not-found", "There is nothing at this address.", StatusCodes.Status404NotFound);

    /// <summary>What the framework refused, or failed at, without a word.</summary>
    public static ProblemHttpResult OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status405MethodNotAllowed => Of("method-not-allowed", "This address does not take this method. The header Allow names those that it takes.", status),
        >= 500 => Of("our-fault", "Something went wrong here. It is our fault and has been logged.", status),
        _ => Of("bad-request", ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } reason ? $"{reason}." : "That could not be understood.", status),
    };
}
