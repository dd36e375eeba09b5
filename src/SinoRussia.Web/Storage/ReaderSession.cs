using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SinoRussia.Web.Storage;

/// <summary>A browser that shows a reader's notes. Its cookie contains the id of the session, never that of the reader.</summary>
internal sealed class ReaderSession
{
    /// <summary>How long a browser keeps the cookie of its session after its last visit: the longest time that browsers allow.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    public required Guid Id { get; init; }

    public required Guid ReaderId { get; init; }

    /// <summary>What the browser is, coarsely, such as “Firefox on Linux”; <see langword="null"/> until it is known.</summary>
    public string? Browser { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last visit, to within a day.</summary>
    public required DateTimeOffset SeenAt { get; set; }
}

internal static class ReaderSessions
{
    /// <summary>Those whose browser can still have the cookie. The others stay stored, because the clock may be wrong, but lead nowhere.</summary>
    public static IQueryable<ReaderSession> Live(this IQueryable<ReaderSession> sessions, DateTimeOffset now)
    {
        var since = now - ReaderSession.Lifetime;
        return sessions.Where(s => s.SeenAt > since);
    }
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
