using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Whether there is room for more of the reader's, and what they are told before there is none.</summary>
internal sealed class ReaderQuota(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, IOptions<QuotaSettings> settings)
{
    // From here on readers are told.
    private const double Near = 0.9;

    // One row by its key, however much the reader has: every save asks.
    private static readonly Func<AnnotationsDb, Guid, CancellationToken, Task<ReaderUsage?>> Usage =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid id, CancellationToken _) => db.Usage.AsNoTracking().SingleOrDefault(u => u.ReaderId == id));

    /// <summary>How many the reader has, those in the bin included.</summary>
    public async Task<int> EntriesAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } id)
        {
            return 0;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Usage(db, id, cancellation) is { } usage ? usage.Entries : 0;
    }

    /// <summary>Why nothing that takes more room can be saved, or <see langword="null"/>.</summary>
    public async Task<Refusal?> CheckAsync(AnnotationsDb db, CancellationToken cancellation) => Check(await OfReaderAsync(db, cancellation));

    /// <summary>Why nothing new can be saved, or what the reader is told when there is still room, but little.</summary>
    public async Task<(Refusal? Refusal, string? Notice)> CheckNewAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        var usage = await OfReaderAsync(db, cancellation);
        return (usage?.Entries >= settings.Value.Notes ? Refusal.TooManyNotes(settings.Value.Notes) : Check(usage), Notice(usage));
    }

    /// <summary>What the reader is told on the pages of their notes, or <see langword="null"/> while there is plenty of room, or nobody can tell.</summary>
    public async Task<string?> NoticeAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            return Notice(await OfReaderAsync(db, cancellation));
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return null; // the page says so itself
        }
    }

    private Refusal? Check(ReaderUsage? usage) => usage?.Bytes >= settings.Value.Bytes ? Refusal.TooMuchText(settings.Value.Megabytes) : null;

    private string? Notice(ReaderUsage? usage) =>
        usage is null ? null
        : usage.Entries >= Near * settings.Value.Notes
            ? $"You have {usage.Entries:N0} highlights and notes, and {settings.Value.Notes:N0} fit. Those in the bin count, too: delete some and empty the bin before it is full."
        : usage.Bytes >= Near * settings.Value.Bytes
            ? $"Your notes and their earlier versions fill {usage.Bytes / (double)(1 << 20):0.0} of {settings.Value.Megabytes:N0} MB. Those in the bin count, too: delete some and empty the bin before it is full."
        : null;

    private async Task<ReaderUsage?> OfReaderAsync(AnnotationsDb db, CancellationToken cancellation) =>
        reader.KnownId is { } id ? await Usage(db, id, cancellation) : null;
}
