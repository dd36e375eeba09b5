using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;
using NoteLink = SinoRussia.Web.Storage.NoteLink; // the library has a link to a footnote of this name

namespace SinoRussia.Web.Shown;

/// <summary>The links with which the reader shows notes: makes, renews, extends and ends them.</summary>
internal sealed class NoteLinks(WriteQueue writer, CurrentReader reader, NoteLinkQueries queries, Essay essay, TimeProvider clock)
{
    private const int Most = 1000;

    // Of notes, counted once for each link that shows them. The most notes that a reader can have by default fit four times.
    private const int MostShown = 50_000;

    // Longer batches would make other readers wait for their saves.
    private const int Batch = 500;

    private const string AddSql =
        """
        INSERT INTO "ShownAnnotations" ("LinkId", "AnnotationId") VALUES (@link, @annotation) ON CONFLICT DO NOTHING
        """;

    private static readonly Refusal NothingToShow = new("nothing-to-show", "Nothing is ticked that could be shown. Tick notes, or the box for all.");
    private static readonly Refusal TooMany = new("too-many-links", $"You show notes with {Most:N0} links already. End some under “What I have shown”, then try again.");
    private static readonly Refusal TooMuch = new("too-much-shown", $"All your links together would show more than {MostShown:N0} notes. End some under “What I have shown”, then try again.");
    private static readonly Refusal OtherMatches = new("other-matches", "Your notes changed since you opened this page, and others match now. Look what it finds, then add them.", StatusCodes.Status409Conflict);
    private static readonly Refusal LinkGone = new("link-gone", "This link was ended or renewed meanwhile.", StatusCodes.Status404NotFound);

    /// <summary>Shows an annotation with a link of its own: the one that it has, or a new one.</summary>
    public async Task<Outcome> ShowAsync(Guid id, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new Outcome.Missing();
        }

        var now = clock.GetUtcNow();
        var token = SecretToken.Create();
        return (await writer.SaveAsync<Outcome>(
            reader,
            async (db, cancelled) =>
            {
                if (await db.AnnotationsOf(readerId, essay).Where(a => a.Id == id && a.DeletedAt == null).FindReadableAsync(cancelled) is not { } annotation)
                {
                    return new Outcome.Missing();
                }

                if (!await db.LinksOf(readerId, essay).Alone(id).AnyAsync(cancelled))
                {
                    if (await db.LinksOf(readerId, essay).CountAsync(cancelled) >= Most)
                    {
                        return new Outcome.Refused(TooMany);
                    }

                    var link = LinkOf(readerId, token, null, now);
                    link.Shown.Add(new ShownAnnotation { LinkId = link.Id, AnnotationId = id });
                    db.Add(link);
                }

                annotation.ShowTo(Visibility.Link);
                return new Outcome.Saved(annotation);
            },
            cancellation)).Or(refusal => new Outcome.Refused(refusal));
    }

    /// <summary>Shows these annotations with one link.</summary>
    /// <param name="choice">The query of the list of notes that found them; <see langword="null"/> if they were chosen one by one.</param>
    public async Task<(Guid Link, Refusal? Refusal)> ShowAsync(IReadOnlyCollection<Guid> ids, string? choice, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return (default, NothingToShow);
        }

        var (now, token) = (clock.GetUtcNow(), SecretToken.Create());
        var link = LinkOf(readerId, token, choice, now);
        var refusal = (await writer.SaveAsync(
            reader,
            async (db, cancelled) =>
            {
                if (await db.LinksOf(readerId, essay).CountAsync(cancelled) >= Most)
                {
                    return TooMany;
                }

                if (!await db.AnnotationsOf(readerId, essay).AnyAsync(a => ids.Contains(a.Id) && a.DeletedAt == null, cancelled))
                {
                    return NothingToShow;
                }

                if (!await HasRoomAsync(db, readerId, ids.Count, cancelled))
                {
                    return TooMuch;
                }

                db.Add(LinkOf(readerId, token, choice, now, link.Id));
                return (Refusal?)null;
            },
            cancellation)).Or(refused => refused);
        return (link.Id, refusal ?? await AddAsync(readerId, link.Id, ids, cancellation));
    }

    /// <summary>Adds to a link what its choice finds now.</summary>
    /// <param name="seen">How many these were on the page. If it is another number now, the reader would show something that they did not decide about.</param>
    /// <returns>How many, and why not all of them.</returns>
    public async Task<(int Count, Refusal? Refusal)> AddAsync(Guid link, int seen, CancellationToken cancellation)
    {
        var found = await queries.FindAsync(link, cancellation);
        return found is null || reader.Id is not { } readerId ? (0, LinkGone)
            : found.More.Count != seen ? (0, OtherMatches)
            : (found.More.Count, await AddAsync(readerId, link, found.More, cancellation));
    }

    /// <summary>Gives a link another token. The former address shows nothing any more.</summary>
    public Task<Refusal?> RenewAsync(Guid link, CancellationToken cancellation)
    {
        var token = SecretToken.Create();
        return ChangeAsync(async (db, readerId, cancelled) =>
        {
            if (await db.LinksOf(readerId, essay).SingleOrDefaultAsync(one => one.Id == link, cancelled) is not { } found)
            {
                return LinkGone;
            }

            found.Token = token;
            return null;
        }, areRows: false, cancellation);
    }

    /// <summary>Ends a link. What no other link shows is private again.</summary>
    public Task<Refusal?> EndAsync(Guid link, CancellationToken cancellation) => ChangeAsync(async (db, readerId, cancelled) =>
    {
        await db.LinksOf(readerId, essay).Where(one => one.Id == link).ExecuteDeleteAsync(cancelled); // ended already is as good
        await HideAsync(db, readerId, cancelled);
        return null;
    }, areRows: true, cancellation);

    /// <summary>Ends all links on this essay.</summary>
    public Task<Refusal?> EndAllAsync(CancellationToken cancellation) => ChangeAsync(async (db, readerId, cancelled) =>
    {
        await db.LinksOf(readerId, essay).ExecuteDeleteAsync(cancelled);
        await HideAsync(db, readerId, cancelled);
        return null;
    }, areRows: true, cancellation);

    /// <summary>Shows again what was held back because private words had been added to it.</summary>
    public async Task<(int Count, Refusal? Refusal)> ShowHeldBackAsync(Guid link, CancellationToken cancellation)
    {
        var found = await queries.FindAsync(link, cancellation);
        return found is null || reader.Id is not { } readerId ? (0, LinkGone) : (found.HeldBack.Count, await AddAsync(readerId, link, found.HeldBack, cancellation));
    }

    private async Task<Refusal?> AddAsync(Guid readerId, Guid link, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        foreach (var batch in ids.Distinct().Order().Chunk(Batch)) // in the order of the rows in the file
        {
            var refusal = await ChangeAsync(async (db, _, cancelled) =>
            {
                if (!await db.LinksOf(readerId, essay).AnyAsync(one => one.Id == link, cancelled))
                {
                    return LinkGone;
                }

                var listed = await db.ShownAnnotations.CountAsync(shown => shown.LinkId == link && batch.Contains(shown.AnnotationId), cancelled);
                if (!await HasRoomAsync(db, readerId, batch.Length - listed, cancelled))
                {
                    return TooMuch;
                }

                var found = await db.Annotations.Where(a => batch.Contains(a.Id)).Select(a => new { a.Id, a.ReaderId, a.EssayId, a.DeletedAt }).ToListAsync(cancelled); // by id only, see ManyAnnotations
                var own = found.FindAll(a => a.ReaderId == readerId && a.EssayId == essay.Id && a.DeletedAt is null).ConvertAll(a => a.Id);
                var shown = db.Model.FindEntityType(typeof(ShownAnnotation))!; // always in the model
                await using var add = new RowStatement(
                    db, AddSql, ("@link", shown.FindProperty(nameof(ShownAnnotation.LinkId))!), ("@annotation", shown.FindProperty(nameof(ShownAnnotation.AnnotationId))!)); // properties of it
                foreach (var id in own)
                {
                    await add.RunAsync(cancelled, link, id);
                }

                await db.Annotations.Where(a => own.Contains(a.Id) && a.Visibility == Visibility.Private)
                    .ExecuteUpdateAsync(row => row.SetProperty(a => a.Visibility, Visibility.Link).SetProperty(a => a.Version, a => a.Version + 1), cancelled);
                return null;
            }, areRows: true, cancellation);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task<Refusal?> ChangeAsync(Func<AnnotationsDb, Guid, CancellationToken, Task<Refusal?>> change, bool areRows, CancellationToken cancellation) =>
        reader.Id is { } readerId
            ? (await writer.SaveAsync(reader, (db, cancelled) => change(db, readerId, cancelled), cancellation, areRows)).Or(refusal => refusal)
            : LinkGone;

    private NoteLink LinkOf(Guid readerId, string token, string? choice, DateTimeOffset now, Guid? id = null) =>
        new() { Id = id ?? Guid.CreateVersion7(now), ReaderId = readerId, EssayId = essay.Id, Token = token, Choice = choice, CreatedAt = now };

    private async Task<bool> HasRoomAsync(AnnotationsDb db, Guid readerId, int more, CancellationToken cancellation) =>
        await db.LinksOf(readerId, essay).SumAsync(link => link.Shown.Count, cancellation) + more <= MostShown;

    private static Task<int> HideAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation) => db.Annotations
        .Where(a => a.ReaderId == readerId && a.Visibility == Visibility.Link && !db.ShownAnnotations.Any(shown => shown.AnnotationId == a.Id))
        .ExecuteUpdateAsync(row => row.SetProperty(a => a.Visibility, Visibility.Private).SetProperty(a => a.Version, a => a.Version + 1), cancellation);
}
