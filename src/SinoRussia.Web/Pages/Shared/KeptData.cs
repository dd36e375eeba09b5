namespace SinoRussia.Web.Pages.Shared;

/// <summary>What the browser keeps of a reader: drafts, unsent changes, and pages saved for offline reading.</summary>
internal static class KeptData
{
    /// <summary>The value of Clear-Site-Data. With a path base the site shares its storage with other sites on the same host, so that it would delete theirs; there the script clears only our part.</summary>
    public static string ToClear(HttpRequest request) => request.PathBase.HasValue ? "\"cache\"" : "\"cache\", \"storage\"";
}
