using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Checks whether a new reader's browser sends back the cookie that leads to their notes. If it does not, the reader gets back what
/// they saved, because they could never find it again.</summary>
internal sealed class FirstSaves(
    IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, DeletedContent deletedContent, CurrentReader reader, ReaderKeys keys, Essay essay, TimeProvider clock)
{
    // The browser follows the redirect at once.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private const string Colours = "colours";

    /// <summary>A ticket for the request that checks the cookie, or <see langword="null"/> if this reader is not new.</summary>
    public string? TicketFor(Annotation saved) => TicketFor(NameOf(saved.Id));

    /// <summary>The same for the names of colours.</summary>
    public string? TicketForColours() => TicketFor(Colours);

    /// <summary>Deletes for good what was saved with this ticket, if the browser has no cookie now, and returns it.</summary>
    /// <returns><see langword="null"/> if the ticket is forged or too old, or if there is a cookie.</returns>
    public async Task<Annotation?> TakeBackAsync(Guid id, string ticket, CancellationToken cancellation)
    {
        if (reader.KnownId is not null || ReaderOf(NameOf(id), ticket) is not { } readerId)
        {
            return null;
        }

        var saved = await ReadAsync(id, readerId, cancellation);
        if (saved is not null)
        {
            await writer.SaveAsync(
                null,
                async (kept, token) =>
                {
                    var deleted = await RowsOf(kept, id, readerId).Where(a => a.Version == 1 || (a.Version == 2 && a.Visibility == Visibility.Link)).ExecuteDeleteAsync(token); // the second if it was saved with a link
                    await kept.LinksOf(readerId, essay).Where(link => link.Choice == null && !link.Shown.Any()).ExecuteDeleteAsync(token);
                    await ReaderRows.DeleteIfEmptyAsync(kept, readerId, token);
                    return deleted;
                },
                cancellation,
                areRows: true); // if it cannot be deleted now, the reader still gets their text back
            await deletedContent.EraseAsync(cancellation);
        }

        return saved;
    }

    /// <summary>Gives this reader what was saved with this ticket. If two windows make their first save at the same time, each gets a
    /// cookie, and the browser keeps the later one. What was saved under the other would be lost.</summary>
    /// <returns>Whether it is this reader's now.</returns>
    public async Task<bool> AdoptAsync(Guid id, string ticket, CancellationToken cancellation)
    {
        if (reader.KnownId is not { } own || ReaderOf(NameOf(id), ticket) is not { } other || await ReadAsync(id, other, cancellation) is null)
        {
            return false;
        }

        var adopted = await writer.SaveAsync(
            reader,
            async (db, token) =>
            {
                var moved = await RowsOf(db, id, other).ExecuteUpdateAsync(
                    row => row.SetProperty(a => a.ReaderId, own).SetProperty(a => a.ModifiedAt, clock.GetUtcNow()), token); // the version stays: the page has it
                await db.LinksOf(other, essay).ShowingOnly(id).ExecuteUpdateAsync(row => row.SetProperty(link => link.ReaderId, own), token);
                await ReaderRows.DeleteIfEmptyAsync(db, other, token);
                return moved;
            },
            cancellation,
            areRows: true);
        return adopted.Refusal is null;
    }

    /// <summary>Who named the colours with this ticket, or <see langword="null"/> if it is the current reader or the ticket is not valid.</summary>
    public Guid? OtherNamer(string ticket) => ReaderOf(Colours, ticket) is { } namer && namer != reader.KnownId ? namer : null;

    private string? TicketFor(string what) =>
        reader is { IsNew: true, KnownId: { } readerId }
            ? keys.Protect(string.Create(CultureInfo.InvariantCulture, $"first {what} {readerId:N} {clock.GetUtcNow().ToUnixTimeSeconds()}"))
            : null;

    private async Task<Annotation?> ReadAsync(Guid id, Guid readerId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await RowsOf(db, id, readerId).AsNoTracking().SingleOrDefaultAsync(cancellation);
    }

    private IQueryable<Annotation> RowsOf(AnnotationsDb db, Guid id, Guid readerId) => db.AnnotationsOf(readerId, essay).Where(a => a.Id == id);

    private static string NameOf(Guid id) => id.ToString("N");

    private Guid? ReaderOf(string what, string ticket) =>
        keys.Unprotect(ticket)?.Split(' ') is ["first", var named, var readerId, var second]
            && named == what
            && Guid.TryParseExact(readerId, "N", out var known)
            && long.TryParse(second, CultureInfo.InvariantCulture, out var since)
            && clock.GetUtcNow().ToUnixTimeSeconds() - since <= Lifetime.TotalSeconds
                ? known
                : null;
}
