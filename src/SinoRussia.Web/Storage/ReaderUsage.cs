using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>How much one reader keeps. The database itself counts, by triggers, so whatever writes and deletes is counted.</summary>
internal sealed class ReaderUsage
{
    public required Guid ReaderId { get; init; }

    /// <summary>How many annotations, those in the bin included: they can all be taken back.</summary>
    public required int Entries { get; init; }

    /// <summary>The UTF-8 bytes of their notes, quotations and tags, and of the earlier versions.</summary>
    public required long Bytes { get; init; }
}

internal sealed class ReaderUsageConfiguration : IEntityTypeConfiguration<ReaderUsage>
{
    public void Configure(EntityTypeBuilder<ReaderUsage> usage)
    {
        usage.ToTable("ReaderUsage");
        usage.HasKey(u => u.ReaderId);
        usage.Property(u => u.ReaderId).ValueGeneratedNever();
    }
}
