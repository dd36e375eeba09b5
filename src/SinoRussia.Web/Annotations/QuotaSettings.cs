using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SinoRussia.Web.Annotations;

/// <summary>How much one reader may keep. Nobody who studies one essay comes near it; a program that writes for ever does.</summary>
internal sealed record QuotaSettings
{
    public const string Section = "Quota";

    /// <summary>How many highlights and notes, those in the bin included. More than the ten thousand that the pages are measured with.</summary>
    [Description("How many highlights and notes one reader may keep, those in the bin included.")]
    [Range(1, int.MaxValue)]
    public int Notes { get; init; } = 12_000;

    /// <summary>How much they take in all, with their quotations, tags and earlier versions.</summary>
    [Description("How many megabytes they may take in all, with their quotations, tags and earlier versions.")]
    [Range(1, 4096)]
    public int Megabytes { get; init; } = 32;

    public long Bytes => (long)Megabytes << 20;
}
