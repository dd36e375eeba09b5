using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace SinoRussia.Web.Hosting;

/// <summary>Reads the form of a request before the page does, and refuses invalid ones, so that page handlers can rely on a valid form.</summary>
internal static class FormBodies
{
    /// <summary>In bytes. A note of 20,000 Chinese characters takes 180 KB in a form. The page itself refuses a note that is a few times
    /// too long, and shows the reader's text in the form again.</summary>
    public const int Longest = 1024 * 1024;

    private const string UrlEncoded = "application/x-www-form-urlencoded";

    private static readonly Refusal NoForm = new(
        "no-form", "This address accepts only forms.", StatusCodes.Status415UnsupportedMediaType);

    private static readonly Refusal TooLong = new(
        "too-long", "This is too long. Nothing was saved. Shorten it and send it again.", StatusCodes.Status413PayloadTooLarge);

    private static readonly Refusal Broken = new(
        "broken-form", "The form arrived damaged. Nothing was saved. Send it again.", StatusCodes.Status400BadRequest);

    private static readonly Refusal HasNul = new(
        "nul", "The text contains the character U+0000, which is not valid in text. Nothing was saved. Remove it and send the form again.", StatusCodes.Status422UnprocessableEntity);

    /// <summary>Runs after <see cref="PageMethods.UsePageMethods"/>, so a POST to a page that arrives here has a handler.</summary>
    public static IApplicationBuilder UseFormBodies(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.PageAskedFor() is null)
        {
            await next(context);
        }
        else if (await ReadAsync(context) is not { } refusal)
        {
            await next(context);
        }
        else
        {
            await context.RefuseAsync(refusal);
        }
    });

    /// <summary>Reads the form of a request that is refused for another reason, if it has one.</summary>
    public static async Task TryReadAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.PageAskedFor() is not null && context.Request.HasFormContentType)
        {
            await ReadAsync(context);
        }
    }

    private static async Task<Refusal?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasFormContentType)
        {
            context.Response.Headers.Accept = $"{UrlEncoded}, multipart/form-data";
            return NoForm;
        }

        request.EnableBuffering(bufferThreshold: 2 * Longest); // in memory: readers' text must not be in temporary files
        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            if (!form.Any(field => HoldsNul(field.Key) || field.Value.Any(HoldsNul)))
            {
                return null;
            }

            request.Form = WithoutNul(form);
            return HasNul;
        }
        catch (BadHttpRequestException failure)
        {
            return Refuse(failure.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLong : Broken);
        }
        catch (IOException)
        {
            return Refuse(Broken); // the connection was cut off, so nobody reads the answer
        }
        catch (Exception odd) when (odd is NotSupportedException or ArgumentException)
        {
            return Refuse(Broken); // an unsupported character encoding, such as UTF-7
        }
        catch (InvalidDataException)
        {
            // The framework does not read a form that contains NUL. Remove it, so that the text can be shown again.
            return await WithoutNulAsync(request) ? HasNul : Refuse(Broken);
        }

        Refusal Refuse(Refusal why)
        {
            request.Form = FormCollection.Empty; // so that nothing else tries to read it
            return why;
        }
    }

    private static async Task<bool> WithoutNulAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith(UrlEncoded, StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        request.Body.Position = 0;
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (!body.Contains("%00", StringComparison.Ordinal) && !HoldsNul(body))
        {
            return false;
        }

        request.Form = WithoutNul(QueryHelpers.ParseQuery(body));
        return true;
    }

    private static bool HoldsNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static FormCollection WithoutNul(IEnumerable<KeyValuePair<string, StringValues>> fields) => new(fields
        .GroupBy(field => Clean(field.Key), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => new StringValues([.. same.SelectMany(field => field.Value).Select(value => Clean(value ?? ""))]), StringComparer.Ordinal));

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
