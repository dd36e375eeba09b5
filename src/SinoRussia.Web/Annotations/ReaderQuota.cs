using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Checks whether the reader may store more, and warns them before the quota is full.</summary>
internal sealed class ReaderQuota(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, IOptions<QuotaSettings> settings)
{
    // The share of the quota from which readers are warned.
    private const double Near = 0.9;

    // Reads one row by its key, however much the reader has, because every save asks.
    private static readonly Func<AnnotationsDb, Guid, CancellationToken, Task<ReaderUsage?>> Usage =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid id, CancellationToken _) => db.Usage.AsNoTracking().SingleOrDefault(u => u.ReaderId == id));

    /// <summary>How many annotations the reader has, including the bin.</summary>
    public async Task<int> EntriesAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } id)
        {
            return 0;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Usage(db, id, cancellation) is { } usage ? usage.Entries : 0;
    }

    /// <summary>Why nothing that takes more space can be saved, or <see langword="null"/>.</summary>
    public async Task<Refusal?> CheckAsync(AnnotationsDb db, CancellationToken cancellation) => Check(await OfReaderAsync(db, cancellation));

    /// <summary>Why nothing new can be saved, and the warning if little room is left.</summary>
    public async Task<(Refusal? Refusal, string? Notice)> CheckNewAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        var usage = await OfReaderAsync(db, cancellation);
        return (usage?.Entries >= settings.Value.Notes ? Refusal.TooManyNotes(settings.Value.Notes) : Check(usage), Notice(usage));
    }

    /// <summary>The warning for the pages of notes, or <see langword="null"/> while there is plenty of room or the quota cannot be read.</summary>
    public async Task<string?> NoticeAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            return Notice(await OfReaderAsync(db, cancellation));
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return null; // the page reports the storage problem itself
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
