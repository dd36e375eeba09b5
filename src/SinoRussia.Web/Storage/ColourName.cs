using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>One reader's own name for a colour.</summary>
internal sealed class ColourName
{
    public required Guid ReaderId { get; init; }

    public required HighlightColour Colour { get; init; }

    public required string Name { get; set; }
}

internal sealed class ColourNameConfiguration : IEntityTypeConfiguration<ColourName>
{
    public void Configure(EntityTypeBuilder<ColourName> name)
    {
        name.HasKey(n => new { n.ReaderId, n.Colour });
        name.Property(n => n.Colour).HasConversion<string>();
    }
}
