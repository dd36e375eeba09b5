using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>What people see instead of what they asked for.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ErrorModel(CurrentReader reader) : PageModel
{
    public string Title { get; private set; } = "Something went wrong here";

    public string Advice { get; private set; } = "It is our fault and has been logged. What you saved before is safe. Try again in a moment.";

    /// <summary>The words of a form that leads nowhere: not saved, and given back.</summary>
    public string? Words { get; private set; }

    /// <summary>What was sent and could not be saved, to be sent again; empty when nothing was.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unsaved { get; private set; } = [];

    /// <summary>Whether the reader's cookie is what cannot be read: then they may wait, or begin anew.</summary>
    public bool IsReaderUnknown { get; private set; }

    /// <summary>Where it was sent.</summary>
    public string Address { get; private set; } = "";

    // Whatever the method of what failed was.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!HttpContext.IsErrorPage())
        {
            context.Result = NotFound(); // the page itself is no address
            return;
        }

        var status = Response.StatusCode;
        IsReaderUnknown = status == StatusCodes.Status503ServiceUnavailable && reader.IsUnknown;
        (Title, Advice) = status switch
        {
            403 => ("Nothing was changed", "What was sent came from a page of another site. To write something here, open the essay and use its own forms."),
            404 => ("There is nothing at this address", "Perhaps the link was cut short, or what it led to was taken away. The essay itself is one click away."),
            405 => ("This page does not take that", "Open it by its address, and use the forms that it has."),
            413 => ("That is too long to send", "Go back: your words are still in the form. Shorten them and send them again."),
            422 => ("One character of it cannot be saved", "It held a character that no text can hold (U+0000). That one is taken out below; all else is as you wrote it."),
            429 when HttpMethods.IsPost(Request.Method) => ("Too many requests", "Nothing is lost: wait half a minute, and send it again."),
            429 => ("Too many requests", "Wait a few seconds, and ask again."),
            503 when IsReaderUnknown => ("Your notes cannot be reached just now", "The cookie by which this server knows your notes cannot be read just now. Both are kept, and the essay can be read. Try again in a while."),
            503 => ("Your notes cannot be reached just now", "They are kept, and the essay can be read. Try again in a while."),
            >= 400 and < 500 => ("That could not be understood", "Go back, and try it from the page itself."),
            _ => (Title, Advice),
        };
        if (status == StatusCodes.Status404NotFound && HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && Request.Form["note"] is [{ Length: > 0 } words])
        {
            Words = words;
            (Title, Advice) = ("Not saved", (reader.KnownId is null ? Refusal.CookieBlocked : Refusal.Gone).Message);
        }

        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status422UnprocessableEntity or StatusCodes.Status429TooManyRequests
            && HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } origin)
        {
            Unsaved = [.. Request.Form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))];
            Address = $"{origin.OriginalPathBase}{origin.OriginalPath}{origin.OriginalQueryString}";
        }
    }
}
