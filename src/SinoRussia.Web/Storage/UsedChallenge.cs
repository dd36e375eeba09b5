using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A WebAuthn challenge that was answered, so that nobody can send the same answer again.</summary>
internal sealed class UsedChallenge
{
    /// <summary>SHA-256 of the challenge, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>From then on, the challenge is refused because of its age, and the row can be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class UsedChallengeConfiguration : IEntityTypeConfiguration<UsedChallenge>
{
    public void Configure(EntityTypeBuilder<UsedChallenge> challenge)
    {
        challenge.ToTable("UsedChallenges");
        challenge.HasKey(c => c.Hash);
    }
}
