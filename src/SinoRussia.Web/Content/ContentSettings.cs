using System.ComponentModel;

namespace SinoRussia.Web.Content;

/// <summary>Where the essay is.</summary>
internal sealed record ContentSettings
{
    public const string Section = "Content";

    /// <summary>The default is <c>content</c> beside the program or, in development, in the repository.</summary>
    [Description("Where essay.md is. Without it, the folder content beside the program.")]
    public string? Folder { get; init; }
}
