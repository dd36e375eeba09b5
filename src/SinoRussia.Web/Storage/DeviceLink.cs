using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A link, good once and for a short time, with which another browser becomes one of a reader's.</summary>
internal sealed class DeviceLink
{
    public required Guid Id { get; init; }

    public required Guid ReaderId { get; init; }

    /// <summary>SHA-256 of the token in its address, in lower-case hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class DeviceLinkConfiguration : IEntityTypeConfiguration<DeviceLink>
{
    public void Configure(EntityTypeBuilder<DeviceLink> link)
    {
        link.ToTable("DeviceLinks");
        link.Property(l => l.Id).ValueGeneratedNever();
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasOne<Reader>().WithMany().HasForeignKey(l => l.ReaderId);
    }
}
