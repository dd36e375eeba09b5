using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A WebAuthn credential with which a reader signs in. The public part only; the private key never leaves their device.</summary>
internal sealed class Passkey
{
    public required Guid Id { get; init; }

    public required Guid ReaderId { get; init; }

    /// <summary>The credential's id, chosen by the authenticator.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>The WebAuthn user handle under which the authenticator stores it: random, not the reader's id.</summary>
    public required string UserHandle { get; init; }

    /// <summary>In COSE format.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often the authenticator has signed, if it counts. It must grow; otherwise the passkey was copied.</summary>
    public required long SignCount { get; set; }

    public required IReadOnlyList<string> Transports { get; init; }

    public required bool IsUserVerified { get; set; }

    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; set; }

    /// <summary>The reader's name for it.</summary>
    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> passkey)
    {
        passkey.ToTable("Passkeys");
        passkey.Property(p => p.Id).ValueGeneratedNever();
        passkey.HasIndex(p => p.CredentialId).IsUnique();
        passkey.HasOne<Reader>().WithMany().HasForeignKey(p => p.ReaderId);
    }
}
