using System.Net;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>Reads what a link shows, for whoever has it.</summary>
internal sealed class ShownNotes(IDbContextFactory<AnnotationsDb> databases, CurrentAnchors anchors, ShownMisses misses)
{
    private Essay Essay => anchors.Essay;

    /// <summary>What the link shows.</summary>
    /// <param name="from">Who asks.</param>
    /// <returns><see langword="null"/> if it shows nothing: there is no such link, it was ended or renewed, or all of its notes are deleted or private. Nothing says which.</returns>
    public async Task<ShownReading?> FindAsync(string token, IPAddress? from, CancellationToken cancellation)
    {
        var found = SecretToken.IsOne(token) ? await ReadAsync(token, cancellation) : null;
        if (found is null)
        {
            misses.Count(from);
        }

        return found;
    }

    /// <summary>Some of what it shows, in the order of the essay.</summary>
    public async Task<IReadOnlyList<Annotation>> PageAsync(ShownReading reading, int skipped, int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var visible = db.VisibleTo(new Onlooker.LinkHolder(reading.Token), Essay).AsNoTracking();
        var ids = await (reading.HasMoved ? SortedHereAsync(db, visible, skipped, most, cancellation) : SortedThereAsync(visible, skipped, most, cancellation));
        var found = await visible.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
        await anchors.RefreshAsync(found.Values, cancellation);
        return [.. ids.Select(found.GetValueOrDefault).OfType<Annotation>()];
    }

    // The order of PlaceInText, in the database.
    private static Task<List<Guid>> SortedThereAsync(IQueryable<Annotation> visible, int skipped, int most, CancellationToken cancellation) => visible
        .OrderBy(a => a.Anchor.Start == null).ThenBy(a => a.Anchor.Start ?? a.Target.Position.Start).ThenBy(a => a.CreatedAt).ThenBy(a => a.Id)
        .Select(a => a.Id).Skip(skipped).Take(most).ToListAsync(cancellation);

    // Just after an edit, the database does not know yet where the words are.
    private async Task<List<Guid>> SortedHereAsync(AnnotationsDb db, IQueryable<Annotation> visible, int skipped, int most, CancellationToken cancellation)
    {
        var moved = await anchors.MovedAsync(db, visible, cancellation);
        var keys = await visible.Select(a => new { a.Id, Place = new PlaceInText(a.Anchor.Start, a.Target.Position.Start, a.CreatedAt) }).ToListAsync(cancellation);
        return [.. keys.OrderBy(key => moved.GetValueOrDefault(key.Id, key.Place).Order).ThenBy(key => key.Id).Select(key => key.Id).Skip(skipped).Take(most)];
    }

    private async Task<ShownReading?> ReadAsync(string token, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var link = await db.LinkOf(token, Essay).Select(one => new { one.ReaderId, IsChoice = one.Choice != null || one.Shown.Count > 1, db.Readers.First(reader => reader.Id == one.ReaderId).Name }).SingleOrDefaultAsync(cancellation);
        if (link?.Name is not { } name)
        {
            return null;
        }

        var revision = Essay.Revision;
        var counts = await db.VisibleTo(new Onlooker.LinkHolder(token), Essay).GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Notes = all.Count(a => a.Note != null), Moved = all.Count(a => a.Anchor.Revision != revision) }).SingleOrDefaultAsync(cancellation);
        return counts is null ? null : new ShownReading(token, name, NameMark.Of(link.ReaderId), link.IsChoice) { Count = counts.Count, Notes = counts.Notes, HasMoved = counts.Moved > 0 };
    }
}

/// <summary>What a link shows.</summary>
/// <param name="Name">Of the reader who shows it.</param>
/// <param name="IsReading">Whether it shows a choice of notes, and not a single one.</param>
internal sealed record ShownReading(string Token, string Name, NameMark Mark, bool IsReading)
{
    /// <summary>How many annotations it shows.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them have a note; the others are highlights.</summary>
    public required int Notes { get; init; }

    /// <summary>Whether the place of one of them in today's text is not stored yet.</summary>
    public required bool HasMoved { get; init; }

    /// <summary>Such as “3 notes and 2 highlights”.</summary>
    public string InWords => (Notes, Count - Notes) switch
    {
        (var notes, 0) => Counted(notes, "note"),
        (0, var highlights) => Counted(highlights, "highlight"),
        (var notes, var highlights) => $"{Counted(notes, "note")} and {Counted(highlights, "highlight")}",
    };

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count:N0} {what}s";
}
