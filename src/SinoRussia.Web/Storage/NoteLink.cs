using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A link with which a reader shows some of their annotations to whoever has it. If it is ended, its row is deleted.</summary>
internal sealed class NoteLink
{
    public required Guid Id { get; init; }

    public required Guid ReaderId { get; init; }

    public required string EssayId { get; init; }

    /// <summary>128 random bits in base 64 for URLs: the last part of <c>/n/{token}</c>.</summary>
    public required string Token { get; set; }

    /// <summary>What it shows, if that is a choice of notes and not a single one: the query of the list of notes.</summary>
    public string? Choice { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ICollection<ShownAnnotation> Shown { get; } = [];
}

/// <summary>An annotation that a link shows.</summary>
internal sealed class ShownAnnotation
{
    public required Guid LinkId { get; init; }

    public required Guid AnnotationId { get; init; }
}

internal sealed class NoteLinkConfiguration : IEntityTypeConfiguration<NoteLink>
{
    public void Configure(EntityTypeBuilder<NoteLink> link)
    {
        link.ToTable("NoteLinks");
        link.Property(l => l.Id).ValueGeneratedNever();
        link.HasIndex(l => l.Token).IsUnique();
        link.HasOne<Reader>().WithMany().HasForeignKey(l => l.ReaderId);
        link.HasMany(l => l.Shown).WithOne().HasForeignKey(shown => shown.LinkId);
    }
}

internal sealed class ShownAnnotationConfiguration : IEntityTypeConfiguration<ShownAnnotation>
{
    public void Configure(EntityTypeBuilder<ShownAnnotation> shown)
    {
        shown.ToTable("ShownAnnotations");
        shown.HasKey(s => new { s.LinkId, s.AnnotationId });
        shown.HasOne<Annotation>().WithMany().HasForeignKey(s => s.AnnotationId);
    }
}
