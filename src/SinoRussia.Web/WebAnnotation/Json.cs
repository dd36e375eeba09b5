using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.WebAnnotation;

/// <summary>Reads JSON from other programs, with the conventions of JSON-LD: a single value and a list of one are the same.</summary>
internal static class Json
{
    /// <summary>The maximum nesting. Accepted JSON is stored and sent back inside a page of the container, which is some levels deeper, and
    /// JSON readers stop at 64.</summary>
    public const int MostNesting = StoredJson.MostNesting - 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MostNesting };

    private static readonly Refusal NotJson = new(
        "not-json-ld", "Send the annotation as application/ld+json, in UTF-8 and not compressed.", StatusCodes.Status415UnsupportedMediaType);

    private static readonly Refusal TooLong = new("annotation-too-long", "The annotation is too long.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>The JSON of a request, or why it is not valid. All its strings are valid Unicode without the character NUL.</summary>
    public static async Task<(JsonDocument? Document, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!IsJson(request))
        {
            return (null, NotJson);
        }

        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellation);
            var bytes = new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
            bytes = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            if (!Utf8.IsValid(bytes.Span))
            {
                return (null, Broken("it has bytes that are not UTF-8."));
            }

            return Parse(bytes.ToArray());
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLong);
        }
        catch (IOException)
        {
            return (null, Broken("it arrived damaged or incomplete.")); // BadHttpRequestException is an IOException too
        }
    }

    private static (JsonDocument? Document, Refusal? Refusal) Parse(byte[] json)
    {
        try
        {
            var document = JsonDocument.Parse(json, Strict);
            if (StoredJson.IsUnicode(document.RootElement))
            {
                return (document, null);
            }

            document.Dispose();
        }
        catch (JsonException broken)
        {
            return (null, Broken(broken.Message));
        }
        catch (InvalidOperationException)
        {
            // A member name contains a lone surrogate. The parser reads names to find duplicates.
        }

        return (null, Broken("a string has half of a surrogate pair, or the character NUL."));
    }

    /// <summary>The values of a member; empty if it is missing.</summary>
    public static List<JsonElement> Members(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    public static bool Has(JsonElement json, string name, string value) =>
        Members(json, name).Any(member => member.ValueKind == JsonValueKind.String && member.ValueEquals(value));

    /// <summary>The first string among the values of a member.</summary>
    public static string? Text(JsonElement json, string name) =>
        Members(json, name).Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()).FirstOrDefault();

    /// <summary>A non-negative whole number in any notation, for example <c>5</c> or <c>5.0</c>.</summary>
    public static int? Number(JsonElement json, string name) =>
        Members(json, name) is [{ ValueKind: JsonValueKind.Number } value] && value.TryGetDouble(out var number)
        && number is >= 0 and <= int.MaxValue && double.IsInteger(number) ? (int)number : null;

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals("application/ld+json", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.All(encoding => string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase));

    /// <summary>JSON that is no annotation.</summary>
    /// <param name="why">In words.</param>
    public static Refusal Unreadable(string why) => new("not-an-annotation", why, StatusCodes.Status400BadRequest);

    private static Refusal Broken(string why) => new("not-json", $"It is not JSON: {why}", StatusCodes.Status400BadRequest);
}
