using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads and keeps the reader's names for the colours.</summary>
internal sealed class ReaderColours(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, StorageStatus storage)
{
    private ColourNames? known; // one request shows many cards

    /// <summary>The reader's names for the colours; the plain ones where there are none, or they cannot be read just now.</summary>
    public async Task<ColourNames> NamesAsync(CancellationToken cancellation)
    {
        if (reader.KnownId is not { } readerId)
        {
            return ColourNames.None;
        }

        return known ??= await ReadAsync(readerId, cancellation);
    }

    /// <summary>The names that were given a moment ago under a cookie that did not come back. Where <paramref name="isTakenBack"/> they are deleted.</summary>
    public async Task<ColourNames> LostAsync(Guid detached, bool isTakenBack, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var names = await OfAsync(db, detached, cancellation);
        if (isTakenBack)
        {
            await writer.SaveAsync(reader, (kept, token) => kept.ColourNames.Where(n => n.ReaderId == detached).ExecuteDeleteAsync(token), cancellation, areRows: true);
        }

        return names;
    }

    /// <summary>Keeps these names; an empty one takes the reader's name away.</summary>
    /// <returns>Why not, or <see langword="null"/> when it is done.</returns>
    public async Task<Refusal?> NameAsync(IReadOnlyDictionary<HighlightColour, string?> wishes, CancellationToken cancellation)
    {
        var names = wishes.ToDictionary(requested => requested.Key, requested => Normal(requested.Value));
        if (names.Values.FirstOrDefault(name => name.Length > Limits.ColourName) is { } tooLong)
        {
            return Refusal.ColourNameTooLong(tooLong);
        }

        if (reader.Id is null && names.Values.All(name => name.Length == 0))
        {
            return null; // there is nothing to keep, and so nobody to be known for it
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

                return names.Count;
            },
            cancellation);
        if (saved.Refusal is null)
        {
            reader.Remember();
        }

        return saved.Refusal;
    }

    // A page without the reader's own names is better than none.
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

    // Without reading what is there: a row that cannot be read is no obstacle to the name that its reader now gives.
    internal static async Task StoreAsync(AnnotationsDb db, ColourName name, CancellationToken cancellation)
    {
        // One that was given a moment before, by a save that is written together with this one, is in no row yet.
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

    private static string Normal(string? name) =>
        string.Join(' ', UnicodeText.ToNfc(ReaderText.Clean(name)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
