using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>That a browser with notes of its own signed in as a reader and brought its notes along. It can be undone for a day.</summary>
internal sealed class ReaderJoin
{
    public required Guid Id { get; init; }

    /// <summary>Who has everything now.</summary>
    public required Guid ReaderId { get; init; }

    /// <summary>Who had what came along. They have nothing now, but become the owner again if it is undone.</summary>
    public required Guid FormerId { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>How many annotations came along, without those that were in the bin.</summary>
    public required int Annotations { get; init; }

    public ICollection<JoinedRow> Rows { get; } = [];
}

/// <summary>One thing that came along.</summary>
internal sealed class JoinedRow
{
    public required Guid JoinId { get; init; }

    public required JoinedKind Kind { get; init; }

    public required Guid RowId { get; init; }
}

internal enum JoinedKind
{
    Annotation,
    Session,
    Passkey,
    RecoveryCode,
    NoteLink,

    /// <summary>An earlier join.</summary>
    Join,

    /// <summary>An annotation that came along on words that were already marked: the other one took in its content, and this one went to the bin.</summary>
    Merged,

    /// <summary>The annotation of the reader that took in the content of a merged one.</summary>
    Enlarged,

    /// <summary>An annotation that its reader showed without a name. It became private, because the other one has a name.</summary>
    HeldBack,

    /// <summary>The reader whose name the other one took, because they had none.</summary>
    Name,
}

internal sealed class ReaderJoinConfiguration : IEntityTypeConfiguration<ReaderJoin>
{
    public void Configure(EntityTypeBuilder<ReaderJoin> join)
    {
        join.ToTable("ReaderJoins");
        join.Property(j => j.Id).ValueGeneratedNever();
        join.HasOne<Reader>().WithMany().HasForeignKey(j => j.ReaderId);
        join.HasMany(j => j.Rows).WithOne().HasForeignKey(row => row.JoinId);
    }
}

internal sealed class JoinedRowConfiguration : IEntityTypeConfiguration<JoinedRow>
{
    public void Configure(EntityTypeBuilder<JoinedRow> row)
    {
        row.ToTable("JoinedRows");
        row.HasKey(r => new { r.JoinId, r.Kind, r.RowId });
        row.Property(r => r.Kind).HasConversion<string>();
    }
}
