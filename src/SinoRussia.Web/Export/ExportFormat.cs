namespace SinoRussia.Web.Export;

/// <summary>A form in which readers take their notes away. Its address is <c>/notes/export.</c> and the extension.</summary>
/// <param name="Name">What the form on the page of notes sends.</param>
/// <param name="Label">On its button.</param>
internal sealed record ExportFormat(string Name, string Extension, string Label)
{
    public static readonly ExportFormat Markdown = new("markdown", "md", "Export as Markdown");

    public static readonly ExportFormat JsonLd = new("jsonld", "jsonld", "Export for programs (W3C)");

    public static IReadOnlyList<ExportFormat> All { get; } = [Markdown, JsonLd];

    public static ExportFormat? Find(string? name) => All.FirstOrDefault(format => format.Name == name);

    public string Path => $"/notes/export.{Extension}";
}
