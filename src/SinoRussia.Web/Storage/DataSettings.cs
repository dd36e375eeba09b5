using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SinoRussia.Web.Storage;

/// <summary>Where what readers write is kept.</summary>
internal sealed record DataSettings
{
    public const string Section = "Data";

    /// <summary>Taken from the working folder when it is not absolute.</summary>
    [Required]
    [Description("Where the database and the keys of readers' cookies live.")]
    public string Folder { get; init; } = "data";
}
