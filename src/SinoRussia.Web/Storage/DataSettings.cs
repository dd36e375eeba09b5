using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SinoRussia.Web.Storage;

/// <summary>Where readers' data is stored.</summary>
internal sealed record DataSettings
{
    public const string Section = "Data";

    /// <summary>A relative path is relative to the working directory.</summary>
    [Required]
    [Description("Where the database and the keys of readers' cookies are stored.")]
    public string Folder { get; init; } = "data";
}
