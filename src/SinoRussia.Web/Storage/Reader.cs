using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A person who has saved something. Their browsers, passkeys, codes and links belong to them and are deleted with them.</summary>
internal sealed class Reader
{
    public required Guid Id { get; init; }

    /// <summary>The name under which others see what the reader shows; <see langword="null"/> until they chose one.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the reader has dismissed the line that says that their notes live in one browser only.</summary>
    public bool IsKeepHintDismissed { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ReaderConfiguration : IEntityTypeConfiguration<Reader>
{
    public void Configure(EntityTypeBuilder<Reader> reader) => reader.Property(r => r.Id).ValueGeneratedNever();
}
