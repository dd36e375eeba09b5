using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>The content of an annotation before a change. It is deleted together with the annotation.</summary>
internal sealed class EarlierVersion
{
    public required Guid AnnotationId { get; init; }

    /// <summary>The <see cref="Annotation.Version"/> that had this content.</summary>
    public required int Version { get; init; }

    public required HighlightColour Colour { get; init; }

    public required string? Note { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    public AnnotationContent Content => new(Colour, Note, Tags);

    public static EarlierVersion Of(Annotation annotation) => new()
    {
        AnnotationId = annotation.Id,
        Version = annotation.Version,
        Colour = annotation.Colour,
        Note = annotation.Note,
        Tags = annotation.Tags,
        WrittenAt = annotation.ModifiedAt,
    };
}

internal sealed class EarlierVersionConfiguration : IEntityTypeConfiguration<EarlierVersion>
{
    public void Configure(EntityTypeBuilder<EarlierVersion> earlier)
    {
        earlier.HasKey(e => new { e.AnnotationId, e.Version });
        earlier.Property(e => e.Colour).HasConversion<string>();
        earlier.Ignore(e => e.Content);
    }
}
