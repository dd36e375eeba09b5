using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>The page that people see when a request fails.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ErrorModel(CurrentReader reader) : PageModel
{
    public string Title { get; private set; } = "Something went wrong here";

    public string Advice { get; private set; } = "The error is on our side and was logged. What you saved before is safe. Try again in a moment.";

    /// <summary>The words of a form that was posted to an unknown address: they were not saved, and are shown for copying.</summary>
    public string? Words { get; private set; }

    /// <summary>The form fields that could not be saved, for sending them again; empty when there were none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unsaved { get; private set; } = [];

    /// <summary>Whether the cause is the reader's cookie, which cannot be read. Then they can wait or start again.</summary>
    public bool IsReaderUnknown { get; private set; }

    /// <summary>The address that the form was sent to.</summary>
    public string Address { get; private set; } = "";

    // The page answers every method, because any method can fail.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!HttpContext.IsErrorPage())
        {
            context.Result = NotFound(); // the error page has no address of its own
            return;
        }

        var status = Response.StatusCode;
        IsReaderUnknown = status == StatusCodes.Status503ServiceUnavailable && reader.IsUnknown;
        (Title, Advice) = status switch
        {
            403 => ("Nothing was changed", "What was sent came from a page of another site. To write something here, open the essay and use its own forms."),
            404 => ("There is nothing at this address", "The link may be incomplete, or what it led to was removed. You can still open the essay."),
            405 => ("This page does not accept that", "Open it by its address and use its forms."),
            413 => ("That is too long to send", "Go back: your words are still in the form. Shorten them and send them again."),
            422 => ("One character of it cannot be saved", "It contained a character that no text can contain (U+0000). It is removed below; everything else is as you wrote it."),
            429 when HttpMethods.IsPost(Request.Method) => ("Too many requests", "Nothing is lost: wait half a minute, then send it again."),
            429 => ("Too many requests", "Wait a few seconds, then try again."),
            503 when IsReaderUnknown => ("Your notes cannot be reached just now", "The cookie by which this server knows your notes cannot be read just now. Both are safe, and you can go on reading. Try again in a while."),
            503 => ("Your notes cannot be reached just now", "They are safe, and you can go on reading. Try again in a while."),
            >= 400 and < 500 => ("This request could not be understood", "Go back and try again from the page."),
            _ => (Title, Advice),
        };
        if (status == StatusCodes.Status404NotFound && HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && Request.Form["note"] is [{ Length: > 0 } words])
        {
            Words = words;
            (Title, Advice) = ("Not saved", (reader.KnownId is null ? Refusal.CookieBlocked : Refusal.Gone).Message);
        }

        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status422UnprocessableEntity or StatusCodes.Status429TooManyRequests
            && HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } origin
            && origin.Endpoint?.Metadata.GetMetadata<SecretFormAttribute>() is null)
        {
            Unsaved = [.. Request.Form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
            Address = $"{origin.OriginalPathBase}{origin.OriginalPath}{origin.OriginalQueryString}";
        }
    }
}
