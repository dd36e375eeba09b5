using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A code with which a reader comes back from any browser. The code itself is not stored.</summary>
internal sealed class RecoveryCode
{
    public required Guid Id { get; init; }

    public required Guid ReaderId { get; init; }

    /// <summary>The part of the code that finds the row. The rest is secret.</summary>
    public required string Selector { get; init; }

    /// <summary>SHA-256 of the secret part.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("RecoveryCodes");
        code.Property(c => c.Id).ValueGeneratedNever();
        code.HasIndex(c => c.Selector).IsUnique();
        code.HasOne<Reader>().WithMany().HasForeignKey(c => c.ReaderId);
    }
}
