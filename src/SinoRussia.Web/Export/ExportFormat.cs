namespace SinoRussia.Web.Export;

/// <summary>A format in which readers can export their notes. Its address is <c>/notes/export.</c> followed by the extension.</summary>
/// <param name="Name">The value that the form on the notes page sends.</param>
/// <param name="Label">Its name in menus.</param>
internal sealed record ExportFormat(string Name, string Extension, string Label)
{
    public static readonly ExportFormat Markdown = new("markdown", "md", "Markdown");

    public static readonly ExportFormat JsonLd = new("jsonld", "jsonld", "JSON (W3C)");

    public static IReadOnlyList<ExportFormat> All { get; } = [Markdown, JsonLd];

    public static ExportFormat? Find(string? name) => All.FirstOrDefault(format => format.Name == name);

    public string Path => $"/notes/export.{Extension}";

    /// <param name="query">Which notes, as a query string without a question mark. Empty for all.</param>
    public string PathOf(string query) => query.Length == 0 ? Path : $"{Path}?{query}";
}
