using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>How much one reader stores. Database triggers count it, so every write and delete is counted, whoever makes it.</summary>
internal sealed class ReaderUsage
{
    public required Guid ReaderId { get; init; }

    /// <summary>The number of annotations, including the bin, because those can all be restored.</summary>
    public required int Entries { get; init; }

    /// <summary>The UTF-8 bytes of the notes, quotations, tags and earlier versions.</summary>
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
