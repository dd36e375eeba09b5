using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;
using NoteLink = SinoRussia.Web.Storage.NoteLink; // the library has a link to a footnote of this name

namespace SinoRussia.Web.Shown;

/// <summary>The links with which the reader shows notes: makes, renews, extends and ends them.</summary>
internal sealed class NoteLinks(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, AnnotationQueries notes, Essay essay, TimeProvider clock)
{
    private const int Most = 1000;

    // Of notes, counted once for each link that shows them. All notes of a reader with very many fit ten times.
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

    /// <summary>The link that shows this annotation alone, or <see langword="null"/>.</summary>
    public async Task<NoteLink?> OfAsync(Guid annotation, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Alone(db, readerId, annotation).AsNoTracking().FirstOrDefaultAsync(cancellation);
    }

    /// <summary>How many links show this annotation together with others.</summary>
    public async Task<int> ReadingsWithAsync(Guid annotation, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Mine(db, reader.Id).CountAsync(link => link.Shown.Any(shown => shown.AnnotationId == annotation) && (link.Choice != null || link.Shown.Count > 1), cancellation);
    }

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

                if (!await Alone(db, readerId, id).AnyAsync(cancelled))
                {
                    if (await Mine(db, readerId).CountAsync(cancelled) >= Most)
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
                if (await Mine(db, readerId).CountAsync(cancelled) >= Most)
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
        var found = await FindAsync(link, cancellation);
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
            if (await Mine(db, readerId).SingleOrDefaultAsync(one => one.Id == link, cancelled) is not { } found)
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
        await Mine(db, readerId).Where(one => one.Id == link).ExecuteDeleteAsync(cancelled); // ended already is as good
        await HideAsync(db, readerId, cancelled);
        return null;
    }, areRows: true, cancellation);

    /// <summary>Ends all links on this essay.</summary>
    public Task<Refusal?> EndAllAsync(CancellationToken cancellation) => ChangeAsync(async (db, readerId, cancelled) =>
    {
        await Mine(db, readerId).ExecuteDeleteAsync(cancelled);
        await HideAsync(db, readerId, cancelled);
        return null;
    }, areRows: true, cancellation);

    /// <summary>How many links the reader has.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return 0;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Mine(db, readerId).CountAsync(cancellation);
    }

    /// <summary>Some links of the reader, newest first.</summary>
    public Task<IReadOnlyList<ShownLink>> ListAsync(int skipped, int most, CancellationToken cancellation) =>
        ReadAsync(mine => mine.OrderByDescending(link => link.CreatedAt).ThenByDescending(link => link.Id).Skip(skipped).Take(most), cancellation);

    private async Task<ShownLink?> FindAsync(Guid id, CancellationToken cancellation) => (await ReadAsync(mine => mine.Where(link => link.Id == id), cancellation)).SingleOrDefault();

    private async Task<IReadOnlyList<ShownLink>> ReadAsync(Func<IQueryable<NoteLink>, IQueryable<NoteLink>> choose, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var links = await choose(Mine(db, readerId)).AsNoTracking().ToListAsync(cancellation);
        if (links.Count == 0)
        {
            return [];
        }

        // Two short queries: joined to its annotations, each link would be read once for each of them.
        var ids = links.ConvertAll(link => link.Id);
        var shown = (await db.ShownAnnotations.AsNoTracking().Where(one => ids.Contains(one.LinkId)).ToListAsync(cancellation)).ToLookup(one => one.LinkId, one => one.AnnotationId);
        var all = (await notes.ListAsync(cancellation)).ToDictionary(a => a.Id);
        return [.. links.Select(link => Of(link, [.. shown[link.Id]], all))];
    }

    // All annotations are those of the reader that are not in the bin.
    private ShownLink Of(NoteLink link, IReadOnlyList<Guid> listed, Dictionary<Guid, Annotation> all)
    {
        var there = listed.Select(all.GetValueOrDefault).OfType<Annotation>().ToList();
        return new ShownLink(link, listed.Count, there.Count(a => a.Visibility == Visibility.Link))
        {
            Only = link.Choice is null && listed.Count == 1 ? there.FirstOrDefault() : null,
            HeldBack = [.. there.Where(a => a.Visibility == Visibility.Private).Select(a => a.Id)],
            More = link.Choice is { } choice ? [.. all.Values.Where(FilterOf(choice).Fits(essay)).Select(a => a.Id).Except(listed)] : [],
        };
    }

    /// <summary>Shows again what was held back because private words had been added to it.</summary>
    public async Task<(int Count, Refusal? Refusal)> ShowHeldBackAsync(Guid link, CancellationToken cancellation)
    {
        var found = await FindAsync(link, cancellation);
        return found is null || reader.Id is not { } readerId ? (0, LinkGone) : (found.HeldBack.Count, await AddAsync(readerId, link, found.HeldBack, cancellation));
    }

    /// <summary>The filter of a link that shows a choice of notes.</summary>
    public static NotesFilter FilterOf(string choice) => NotesQuery.Filter(new QueryCollection(QueryHelpers.ParseQuery(choice)));

    private async Task<Refusal?> AddAsync(Guid readerId, Guid link, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        foreach (var batch in ids.Distinct().Order().Chunk(Batch)) // in the order of the rows in the file
        {
            var refusal = await ChangeAsync(async (db, _, cancelled) =>
            {
                if (!await Mine(db, readerId).AnyAsync(one => one.Id == link, cancelled))
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

    private IQueryable<NoteLink> Mine(AnnotationsDb db, Guid? readerId)
    {
        var essayId = essay.Id;
        return db.NoteLinks.Where(link => link.ReaderId == readerId && link.EssayId == essayId);
    }

    private IQueryable<NoteLink> Alone(AnnotationsDb db, Guid readerId, Guid annotation) =>
        Mine(db, readerId).Where(link => link.Choice == null && link.Shown.Any(shown => shown.AnnotationId == annotation) && link.Shown.Count == 1).OrderBy(link => link.CreatedAt);

    private async Task<bool> HasRoomAsync(AnnotationsDb db, Guid readerId, int more, CancellationToken cancellation) =>
        await Mine(db, readerId).SumAsync(link => link.Shown.Count, cancellation) + more <= MostShown;

    private static Task<int> HideAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation) => db.Annotations
        .Where(a => a.ReaderId == readerId && a.Visibility == Visibility.Link && !db.ShownAnnotations.Any(shown => shown.AnnotationId == a.Id))
        .ExecuteUpdateAsync(row => row.SetProperty(a => a.Visibility, Visibility.Private).SetProperty(a => a.Version, a => a.Version + 1), cancellation);
}

/// <summary>A link of the reader, as the list of what they have shown has it.</summary>
/// <param name="Count">How many annotations it lists.</param>
/// <param name="Visible">How many of them can be seen with it now.</param>
internal sealed record ShownLink(NoteLink Link, int Count, int Visible)
{
    /// <summary>The annotation of a link that shows only one, if it is not in the bin.</summary>
    public Annotation? Only { get; init; }

    /// <summary>Those that are private because words were added to them that the reader had not shown.</summary>
    public IReadOnlyList<Guid> HeldBack { get; init; } = [];

    /// <summary>What its choice finds now and the link does not list.</summary>
    public IReadOnlyList<Guid> More { get; init; } = [];
}
