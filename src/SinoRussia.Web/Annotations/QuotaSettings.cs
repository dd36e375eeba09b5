using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SinoRussia.Web.Annotations;

/// <summary>How much one reader may store. A person who studies one essay does not come near it; a program that keeps writing does.</summary>
internal sealed record QuotaSettings
{
    public const string Section = "Quota";

    /// <summary>How many highlights and notes, including the bin. More than the ten thousand that the pages are measured with.</summary>
    [Description("How many highlights and notes one reader may have, including those in the bin.")]
    [Range(1, int.MaxValue)]
    public int Notes { get; init; } = 12_000;

    /// <summary>How much space they take in all, including quotations, tags and earlier versions.</summary>
    [Description("How many megabytes they may take in all, including their quotations, tags and earlier versions.")]
    [Range(1, 4096)]
    public int Megabytes { get; init; } = 32;

    public long Bytes => (long)Megabytes << 20;
}
