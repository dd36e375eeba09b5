namespace SinoRussia.Essays;

/// <summary>The order of lists such as the index and the bibliography.</summary>
public static class Alphabetical
{
    private static readonly string[] Articles = ["The ", "A ", "An "];

    /// <summary>The words to sort a title or term by: quotation marks and an article at its start do not count.</summary>
    public static string KeyOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = text.TrimStart('“', '‘', '"', '\'');
        return Articles.FirstOrDefault(article => key.StartsWith(article, StringComparison.OrdinalIgnoreCase)) is { } found ? key[found.Length..] : key;
    }
}
