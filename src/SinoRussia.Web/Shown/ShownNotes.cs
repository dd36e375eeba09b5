using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>Reads what a link shows, for whoever has it.</summary>
internal sealed class ShownNotes(IDbContextFactory<AnnotationsDb> databases, CurrentAnchors anchors, ShownMisses misses, IHttpContextAccessor accessor)
{
    private Essay Essay => anchors.Essay;

    /// <summary>What the link shows.</summary>
    /// <returns><see langword="null"/> if it shows nothing: there is no such link, it was ended or renewed, or all of its notes are deleted or private. Nothing says which.</returns>
    public async Task<ShownReading?> FindAsync(string token, CancellationToken cancellation)
    {
        var found = SecretToken.IsOne(token) ? await ReadAsync(token, cancellation) : null;
        if (found is null)
        {
            misses.Count(accessor.HttpContext?.Connection.RemoteIpAddress);
        }

        return found;
    }

    /// <summary>Some of what it shows, in the order of the essay.</summary>
    public async Task<IReadOnlyList<Annotation>> PageAsync(ShownReading reading, int skipped, int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ids = reading.Ids.Skip(skipped).Take(most).ToList();
        var found = (await db.VisibleTo(new Onlooker.LinkHolder(reading.Token), Essay).AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancellation)).ToDictionary(a => a.Id);
        await anchors.RefreshAsync(found.Values, cancellation);
        return [.. ids.Select(found.GetValueOrDefault).OfType<Annotation>()];
    }

    private async Task<ShownReading?> ReadAsync(string token, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var link = await db.LinkOf(token, Essay).Select(one => new { one.ReaderId, IsChoice = one.Choice != null || one.Shown.Count > 1, db.Readers.First(reader => reader.Id == one.ReaderId).Name }).SingleOrDefaultAsync(cancellation);
        if (link?.Name is not { } name)
        {
            return null;
        }

        var visible = db.VisibleTo(new Onlooker.LinkHolder(token), Essay);
        var moved = await anchors.MovedAsync(db, visible, cancellation);
        var keys = await visible.Select(a => new { a.Id, Place = new PlaceInText(a.Anchor.Start, a.Target.Position.Start, a.CreatedAt), HasNote = a.Note != null }).ToListAsync(cancellation);
        return keys.Count == 0 ? null : new ShownReading(token, name, NameMark.Of(link.ReaderId), link.IsChoice)
        {
            Ids = [.. keys.OrderBy(key => moved.GetValueOrDefault(key.Id, key.Place).Order).Select(key => key.Id)],
            Notes = keys.Count(key => key.HasNote),
        };
    }
}

/// <summary>What a link shows.</summary>
/// <param name="Name">Of the reader who shows it.</param>
/// <param name="IsReading">Whether it shows a choice of notes, and not a single one.</param>
internal sealed record ShownReading(string Token, string Name, NameMark Mark, bool IsReading)
{
    /// <summary>The annotations, in the order of the essay.</summary>
    public required IReadOnlyList<Guid> Ids { get; init; }

    /// <summary>How many of them have a note; the others are highlights.</summary>
    public required int Notes { get; init; }

    /// <summary>Such as “3 notes and 2 highlights”.</summary>
    public string InWords => (Notes, Ids.Count - Notes) switch
    {
        (var notes, 0) => Counted(notes, "note"),
        (0, var highlights) => Counted(highlights, "highlight"),
        (var notes, var highlights) => $"{Counted(notes, "note")} and {Counted(highlights, "highlight")}",
    };

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count:N0} {what}s";
}
