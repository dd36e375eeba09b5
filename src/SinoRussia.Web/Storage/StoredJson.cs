using System.Text.Json;

namespace SinoRussia.Web.Storage;

/// <summary>The members that other programs added to an annotation, as they are stored: one JSON object.</summary>
internal static class StoredJson
{
    /// <summary>The maximum nesting. It is some levels deeper than for requests, because the members of tags are grouped by tag.</summary>
    public const int MostNesting = 40;

    public static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MostNesting };

    /// <summary>Whether all strings are valid Unicode without the character NUL.</summary>
    public static bool IsUnicode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => IsUnicode(() => member.Name) && IsUnicode(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(IsUnicode),
        JsonValueKind.String => IsUnicode(() => json.GetString() ?? ""),
        _ => true,
    };

    // The parser accepts an escape such as \ud800. Only reading the string shows that it is not valid.
    private static bool IsUnicode(Func<string> read)
    {
        try
        {
            return !read().Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
