using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace SinoRussia.Web.Hosting;

/// <summary>Refusals for programs (RFC 9457): a stable type, and a title that could be shown to a person.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(Refusal refusal) => Of(refusal.Code, refusal.Message, refusal.Status);

    public static ProblemHttpResult Of(string code, string title, int status) =>
        TypedResults.Problem(new ProblemDetails { Type = $"urn:reader:{code}", Title = title, Status = status });

    /// <summary>Someone else's annotation and no annotation get the same answer.</summary>
    public static ProblemHttpResult NotFound() => Of("not-found", "There is nothing at this address.", StatusCodes.Status404NotFound);

    /// <summary>For responses without a body, when the framework refused a request or failed.</summary>
    public static ProblemHttpResult OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status405MethodNotAllowed => Of("method-not-allowed", "This address does not support this method. The Allow header lists those that it supports.", status),
        >= 500 => Of("our-fault", "Something went wrong on the server. The error was logged.", status),
        _ => Of("bad-request", ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } reason ? $"{reason}." : "This request could not be understood.", status),
    };
}
