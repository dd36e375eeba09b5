using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A browser that shows a reader's notes. Its cookie contains the id of the session, never that of the reader.</summary>
internal sealed class ReaderSession
{
    public required Guid Id { get; init; }

    public required Guid ReaderId { get; init; }

    /// <summary>What the browser is, coarsely, such as “Firefox on Linux”; <see langword="null"/> until it is known.</summary>
    public string? Browser { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last visit, to within a day.</summary>
    public required DateTimeOffset SeenAt { get; set; }
}

internal sealed class ReaderSessionConfiguration : IEntityTypeConfiguration<ReaderSession>
{
    public void Configure(EntityTypeBuilder<ReaderSession> session)
    {
        session.ToTable("Sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.HasOne<Reader>().WithMany().HasForeignKey(s => s.ReaderId);
    }
}
