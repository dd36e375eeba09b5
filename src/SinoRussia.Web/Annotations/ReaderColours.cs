using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads and stores the reader's names for the colours.</summary>
internal sealed class ReaderColours(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, StorageStatus storage)
{
    private ColourNames? known; // cached, because one page shows many cards

    /// <summary>The reader's names for the colours. The default names if there are none or they cannot be read now.</summary>
    public async Task<ColourNames> NamesAsync(CancellationToken cancellation)
    {
        if (reader.KnownId is not { } readerId)
        {
            return ColourNames.None;
        }

        return known ??= await ReadAsync(readerId, cancellation);
    }

    /// <summary>Deletes the names that were just saved under a cookie that the browser did not send back, and returns them.</summary>
    public async Task<ColourNames> TakeBackAsync(Guid readerId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var names = await OfAsync(db, readerId, cancellation);
        await writer.SaveAsync(reader, (kept, token) => kept.ColourNames.Where(n => n.ReaderId == readerId).ExecuteDeleteAsync(token), cancellation, areRows: true);
        return names;
    }

    /// <summary>Stores these names. An empty name removes the reader's name for that colour.</summary>
    /// <returns>Why not, or <see langword="null"/> on success.</returns>
    public async Task<Refusal?> NameAsync(IReadOnlyDictionary<HighlightColour, string?> requested, CancellationToken cancellation)
    {
        var names = requested.ToDictionary(name => name.Key, name => Normal(name.Value));
        if (names.Values.FirstOrDefault(name => name.Length > Limits.ColourName) is { } tooLong)
        {
            return Refusal.ColourNameTooLong(tooLong);
        }

        if (reader.Id is null && names.Values.All(name => name.Length == 0))
        {
            return null; // nothing to store, so no reader is created
        }

        var readerId = reader.IdToSave();
        known = null;
        var saved = await writer.SaveAsync(
            reader,
            async (db, token) =>
            {
                foreach (var (colour, name) in names)
                {
                    await StoreAsync(db, new ColourName { ReaderId = readerId, Colour = colour, Name = name }, token);
                }

                reader.Store(db);
                return names.Count;
            },
            cancellation);
        if (saved.Refusal is null)
        {
            reader.Remember();
        }

        return saved.Refusal;
    }

    // A page with default names is better than no page.
    private async Task<ColourNames> ReadAsync(Guid readerId, CancellationToken cancellation)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            return await OfAsync(db, readerId, cancellation);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            return ColourNames.None;
        }
    }

    private static async Task<ColourNames> OfAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation) =>
        new(await db.ColourNames.AsNoTracking().Where(n => n.ReaderId == readerId).ToDictionaryAsync(n => n.Colour, n => n.Name, cancellation));

    // Does not read the stored row first, so that an unreadable row cannot prevent saving the new name.
    internal static async Task StoreAsync(AnnotationsDb db, ColourName name, CancellationToken cancellation)
    {
        // A name from an earlier save in the same transaction is not in the database yet.
        if (db.ColourNames.Local.FirstOrDefault(n => n.ReaderId == name.ReaderId && n.Colour == name.Colour) is { } coming)
        {
            db.Entry(coming).State = EntityState.Detached;
        }

        var kept = db.ColourNames.Where(n => n.ReaderId == name.ReaderId && n.Colour == name.Colour);
        if (name.Name.Length == 0)
        {
            await kept.ExecuteDeleteAsync(cancellation);
        }
        else if (await kept.ExecuteUpdateAsync(set => set.SetProperty(n => n.Name, name.Name), cancellation) == 0)
        {
            db.Add(name);
        }
    }

    private static string Normal(string? name) => ReaderText.OnOneLine(UnicodeText.ToNfc(ReaderText.Clean(name)));
}
