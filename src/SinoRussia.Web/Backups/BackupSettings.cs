using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SinoRussia.Web.Backups;

/// <summary>When backups are made, and how many are kept.</summary>
internal sealed record BackupSettings
{
    public const string Section = "Backup";

    /// <summary>How often, for example <c>1.00:00:00</c> for daily. Without it, backups are only made by command.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    [Description("How often a copy of the database is made while the site runs, such as 1.00:00:00 for daily. Without it, copies are made only by the command backup.")]
    public TimeSpan? Every { get; init; }

    /// <summary>Where backups go. The default is <c>backups</c> in the data folder. Another disk is safer.</summary>
    [Description("Where copies go. Another disk is safer. Without it, the folder backups in the data folder.")]
    public string? Folder { get; init; }

    /// <summary>How many backups are kept. The oldest are deleted.</summary>
    [Range(1, 10_000)]
    [Description("How many of the copies made on schedule are kept. The oldest are deleted.")]
    public int Keep { get; init; } = 14;
}
