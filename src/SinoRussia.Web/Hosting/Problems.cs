using Microsoft.AspNetCore.Mvc;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Hosting;

/// <summary>Refusals as programs read them (RFC 9457): a stable type, a title that a person could be shown.</summary>
internal static class Problems
{
    public static IResult Of(Refusal refusal) => Of(refusal.Code, refusal.Message, refusal.Status);

    public static IResult Of(string code, string title, int status) =>
        Results.Problem(new ProblemDetails { Type = $"urn:reader:{code}", Title = title, Status = status });

    /// <summary>Somebody else's annotation and no annotation are the same.</summary>
    public static IResult NotFound() => Of("not-found", "There is nothing at this address.", StatusCodes.Status404NotFound);
}
