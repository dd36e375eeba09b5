using System.Text.Json;

namespace SinoRussia.Web.Storage;

/// <summary>What other programs said of an annotation, as it is kept: one JSON object.</summary>
internal static class StoredJson
{
    /// <summary>How deep it may be nested: some levels deeper than what is taken, for what is said of a tag is sorted by tags.</summary>
    public const int MostNesting = 40;

    public static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MostNesting };

    /// <summary>Whether every string in it is Unicode, and none has the character NUL.</summary>
    public static bool IsUnicode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => IsUnicode(() => member.Name) && IsUnicode(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(IsUnicode),
        JsonValueKind.String => IsUnicode(() => json.GetString() ?? ""),
        _ => true,
    };

    // An escape such as \ud800 passes the parser, and only reading the string says that it stands for nothing.
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
