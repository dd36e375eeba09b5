using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>Finds out whether the browser of a new reader sends back the cookie by which their notes are found. Where it does not, what they
/// saved is given back to them: nobody could ever find it.</summary>
internal sealed class FirstSaves(
    IDbContextFactory<AnnotationsDb> databases, AnnotationsWriter writer, CurrentReader reader, ReaderKeys keys, TimeProvider clock)
{
    // The browser follows at once; whoever comes later comes by an address that was copied.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>What the next request shows to have been the first save of a new reader, or <see langword="null"/> when their cookie came with this one.</summary>
    public string? TicketFor(Annotation saved) =>
        reader is { IsNew: true, KnownId: { } readerId }
            ? keys.Protect(string.Create(CultureInfo.InvariantCulture, $"first {saved.Id:N} {readerId:N} {clock.GetUtcNow().ToUnixTimeSeconds()}"))
            : null;

    /// <summary>What was saved with this ticket, or <see langword="null"/> when the ticket is forged or too old.</summary>
    /// <param name="isTakenBack">Whether it is deleted for good. Only for the browser that saved it: programs that look through links follow
    /// them without a cookie, too.</param>
    public async Task<Annotation?> FindAsync(Guid id, string ticket, bool isTakenBack, CancellationToken cancellation)
    {
        if (ReaderOf(id, ticket) is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var saved = await db.Annotations.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.ReaderId == readerId, cancellation);
        if (saved is not null && isTakenBack)
        {
            await writer.TryAsync(
                (kept, token) => kept.Annotations.Where(a => a.Id == id && a.ReaderId == readerId && a.Version == 1).ExecuteDeleteAsync(token),
                cancellation); // where it cannot be deleted just now, its words are given back all the same
        }

        return saved;
    }

    private Guid? ReaderOf(Guid id, string ticket) =>
        keys.Unprotect(ticket)?.Split(' ') is ["first", var annotation, var readerId, var second]
            && annotation == id.ToString("N")
            && Guid.TryParseExact(readerId, "N", out var known)
            && long.TryParse(second, CultureInfo.InvariantCulture, out var since)
            && clock.GetUtcNow().ToUnixTimeSeconds() - since <= Lifetime.TotalSeconds
                ? known
                : null;
}
