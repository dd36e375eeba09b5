using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>Links that show many notes together: a reading. Makes them, and adds notes to them.</summary>
internal sealed class ReadingLinks(WriteQueue writer, CurrentReader reader, NoteLinkQueries queries, Essay essay, TimeProvider clock)
{
    // Longer batches would make other readers wait for their saves.
    private const int Batch = 500;

    private const string AddSql =
        """
        INSERT INTO "ShownAnnotations" ("LinkId", "AnnotationId") VALUES (@link, @annotation) ON CONFLICT DO NOTHING
        """;

    private static readonly Refusal NothingToShow = new("nothing-to-show", "Nothing is ticked that could be shown. Tick notes, or the box for all.");

    /// <summary>Why notes are not shown: others would see words that the reader has not seen on the page.</summary>
    public static readonly Refusal ChangedMeanwhile = new("notes-changed-meanwhile", "One of these notes was changed or deleted meanwhile, and is not shown. Look at them again, then show them.", StatusCodes.Status409Conflict);

    /// <summary>Why notes are not shown: others match now than those that the page told of.</summary>
    public static Refusal OtherMatches(int now) => new(
        "other-matches", $"Your notes changed since you opened this page: {(now == 0 ? "none match" : now == 1 ? "one matches" : $"{now:N0} match")} now. Look at what is found, then show it.", StatusCodes.Status409Conflict);

    /// <summary>Shows these annotations with one link.</summary>
    /// <param name="choice">The query of the list of notes that found them; <see langword="null"/> if they were chosen one by one.</param>
    public async Task<(Guid Link, Refusal? Refusal)> ShowAsync(IReadOnlyCollection<SeenNote> notes, string? choice, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return (default, NothingToShow);
        }

        var (now, token) = (clock.GetUtcNow(), SecretToken.Create());
        var ids = notes.Select(note => note.Id).Distinct().Order().ToList();
        var (link, refusal) = (await writer.SaveAsync<(Guid, Refusal?)>(
            reader,
            async (db, cancelled) =>
            {
                var id = IdOf(readerId, ids, choice);
                if (await FindAsync(db, readerId, id, ids, choice, cancelled) is { } known)
                {
                    return (known, null);
                }

                if (await LinkRows.AreTooManyAsync(db, readerId, essay, cancelled))
                {
                    return (id, LinkRows.TooMany);
                }

                if (!await db.AnnotationsOf(readerId, essay).AnyAsync(a => ids.Contains(a.Id) && a.DeletedAt == null, cancelled))
                {
                    return (id, NothingToShow);
                }

                if (!await LinkRows.HasRoomAsync(db, readerId, essay, ids.Count, cancelled))
                {
                    return (id, LinkRows.TooMuch);
                }

                var made = await db.NoteLinks.AnyAsync(one => one.Id == id, cancelled) ? Guid.CreateVersion7(now) : id; // that one has grown since
                var added = LinkRows.New(made, readerId, essay, token, choice, now);
                if (choice is null && ids is [var single])
                {
                    added.Shown.Add(new ShownAnnotation { LinkId = made, AnnotationId = single }); // at once: its card may show it meanwhile, and would make another link
                }

                db.Add(added);
                await db.SaveChangesAsync(cancelled); // the same request can wait behind this one, and must find the link
                return (made, null);
            },
            cancellation,
            areRows: true)).Or(refused => (default, refused));
        return (link, refusal ?? await AddAsync(readerId, link, notes, cancellation));
    }

    /// <summary>Adds to a link what its choice finds now.</summary>
    /// <param name="seen">What the page told the reader about, see <see cref="SeenNotes"/>. If it is something else now, they would show what they did not decide about.</param>
    /// <returns>How many, and why not all of them.</returns>
    public Task<(int Count, Refusal? Refusal)> AddAsync(Guid link, string? seen, CancellationToken cancellation) =>
        AddAsync(link, found => found.More, seen, cancellation);

    /// <summary>Shows again what became private while the link lists it, see <see cref="ShownLink.HeldBack"/>.</summary>
    /// <param name="seen">What the page told the reader about.</param>
    public Task<(int Count, Refusal? Refusal)> ShowHeldBackAsync(Guid link, string? seen, CancellationToken cancellation) =>
        AddAsync(link, found => found.HeldBack.Select(SeenNote.Of), seen, cancellation);

    // A form that is sent twice makes one link, also while the first of the two is still being filled.
    private Guid IdOf(Guid readerId, IEnumerable<Guid> ids, string? choice)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(readerId.ToByteArray());
        hash.AppendData(Encoding.UTF8.GetBytes($"{essay.Id} {SeenNotes.DigestOfIds(ids)} {choice ?? "-"}"));
        return new Guid(hash.GetHashAndReset().AsSpan(0, 16));
    }

    // The link that shows these notes already. One to which others were added since would show more than is asked for now.
    private async Task<Guid?> FindAsync(AnnotationsDb db, Guid readerId, Guid id, List<Guid> ids, string? choice, CancellationToken cancellation)
    {
        var mine = db.LinksOf(readerId, essay);
        if (choice is null && ids is [var single] && await mine.Alone(single).FirstOrDefaultAsync(cancellation) is { } own)
        {
            return own.Id;
        }

        return await mine.AnyAsync(link => link.Id == id && !link.Shown.Any(shown => !ids.Contains(shown.AnnotationId)), cancellation) ? id : null;
    }

    private async Task<(int Count, Refusal? Refusal)> AddAsync(Guid link, Func<ShownLink, IEnumerable<SeenNote>> choose, string? seen, CancellationToken cancellation)
    {
        if (await queries.FindAsync(link, cancellation) is not { } found || reader.Id is not { } readerId)
        {
            return (0, LinkRows.Gone);
        }

        var notes = choose(found).ToList();
        return SeenNotes.Digest(notes) == seen
            ? (notes.Count, await AddAsync(readerId, link, notes, cancellation))
            : (0, OtherMatches(notes.Count));
    }

    private async Task<Refusal?> AddAsync(Guid readerId, Guid link, IEnumerable<SeenNote> notes, CancellationToken cancellation)
    {
        var all = notes.DistinctBy(note => note.Id).OrderBy(note => note.Id).ToList(); // in the order of the rows in the file
        var done = 0;
        foreach (var batch in all.Chunk(Batch))
        {
            var refusal = (await writer.SaveAsync(reader, (db, cancelled) => AddAsync(db, readerId, link, batch, cancelled), cancellation, areRows: true)).Or(refused => refused);
            if (refusal is not null)
            {
                return done == 0 ? refusal : refusal with { Message = $"{done:N0} of these {all.Count:N0} are shown already, see “What I have shown”. {refusal.Message}" };
            }

            done += batch.Length;
        }

        return null;
    }

    private async Task<Refusal?> AddAsync(AnnotationsDb db, Guid readerId, Guid link, SeenNote[] batch, CancellationToken cancellation)
    {
        if (!await db.LinksOf(readerId, essay).AnyAsync(one => one.Id == link, cancellation))
        {
            return LinkRows.Gone;
        }

        var ids = batch.Select(note => note.Id).ToList();
        var listed = await db.ShownAnnotations.CountAsync(shown => shown.LinkId == link && ids.Contains(shown.AnnotationId), cancellation);
        if (!await LinkRows.HasRoomAsync(db, readerId, essay, ids.Count - listed, cancellation))
        {
            return LinkRows.TooMuch;
        }

        var found = await db.Annotations.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.ReaderId, a.EssayId, a.DeletedAt, a.Version }).ToListAsync(cancellation); // by id only, see ManyAnnotations
        var own = found.Where(a => a.ReaderId == readerId && a.EssayId == essay.Id && a.DeletedAt is null).ToDictionary(a => a.Id, a => a.Version);
        if (batch.Any(note => note.Version is { } version && own.GetValueOrDefault(note.Id) != version))
        {
            return ChangedMeanwhile;
        }

        var shown = db.Model.FindEntityType(typeof(ShownAnnotation))!; // always in the model
        await using var add = new RowStatement(
            db, AddSql, ("@link", shown.FindProperty(nameof(ShownAnnotation.LinkId))!), ("@annotation", shown.FindProperty(nameof(ShownAnnotation.AnnotationId))!)); // properties of it
        foreach (var id in own.Keys)
        {
            await add.RunAsync(cancellation, link, id);
        }

        await db.Annotations.Where(a => own.Keys.Contains(a.Id) && a.Visibility == Visibility.Private).ShowToAsync(Visibility.Link, cancellation);
        return null;
    }
}
