using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SinoRussia.Essays;

namespace SinoRussia.Web.Storage;

/// <summary>One version of the essay's text, stored so that marks made on it can always be carried over to newer versions.</summary>
internal sealed class Revision
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary><see cref="Essay.Id"/>.</summary>
    public required string EssayId { get; init; }

    /// <summary><see cref="Essay.Revision"/>.</summary>
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>JSON: a list of <c>[address, start, end]</c> for each element of this text.</summary>
    public required string BlockMap { get; init; }

    public required DateTimeOffset FirstServedAt { get; init; }

    /// <summary>Whether this has the form of a revision id: a SHA-256 in lower-case hexadecimal.</summary>
    public static bool IsId([NotNullWhen(true)] string? id) => id is { Length: 64 } && id.AsSpan().IndexOfAnyExcept(Hexadecimal) < 0;

    public static Revision Of(Essay essay, DateTimeOffset now) => new()
    {
        EssayId = essay.Id,
        Id = essay.Revision,
        Text = essay.Text,
        BlockMap = JsonSerializer.Serialize(essay.Elements.Select(element => new object[] { element.Id, element.Start, element.End })),
        FirstServedAt = now,
    };
}

internal sealed class RevisionConfiguration : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> revision)
    {
        revision.HasKey(r => new { r.EssayId, r.Id }); // two essays may have the same text
        revision.Property(r => r.Id).ValueGeneratedNever();
    }
}
