using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads a reader's annotations: as a list, or a few at a time for answers that are longer than what should be in memory.</summary>
internal sealed class AnnotationQueries(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, CurrentAnchors anchors, RowFaults faults)
{
    private const int Batch = 200;

    /// <summary>All of the reader's annotations in the order of the text, each anchored in the essay as it reads today;
    /// those whose words are gone stand where they used to.</summary>
    public async Task<IReadOnlyList<Annotation>> ListAsync(CancellationToken cancellation)
    {
        if (reader.Id is null)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = await Mine(db).Where(a => a.DeletedAt == null).ToListAsync(cancellation);
        await anchors.RefreshAsync(mine, cancellation);
        return [.. mine.OrderBy(a => a.Anchor.Start ?? a.Target.Position.Start).ThenBy(a => a.CreatedAt)];
    }

    /// <summary>How many of the reader's annotations are kept and cannot be read, so that no list has them.</summary>
    public async Task<int> UnreadableAsync(CancellationToken cancellation)
    {
        if (reader.Id is null || !faults.IsAny)
        {
            return 0;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = Mine(db);
        return await mine.CountAsync(cancellation) - (await mine.ToListAsync(cancellation)).Count;
    }

    /// <summary>Those that fit, in the filter's order.</summary>
    public async IAsyncEnumerable<Annotation> ReadAsync(NotesFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var fits = filter.Fits(anchors.Essay);
        foreach (var batch in (await IdsAsync(filter.Order, cancellation)).Chunk(Batch))
        {
            foreach (var annotation in await ReadAsync(batch, cancellation))
            {
                if (fits(annotation))
                {
                    yield return annotation;
                }
            }
        }
    }

    /// <summary>Everything that is stored of the reader's annotations on any essay, with their earlier versions, the bin included, the oldest first.</summary>
    public async IAsyncEnumerable<(Annotation Annotation, IEnumerable<EarlierVersion> Earlier)> ReadEverythingAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var readerId = reader.Id;
        var ids = await db.Annotations.Where(a => a.ReaderId == readerId).OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellation);
        foreach (var batch in ids.Chunk(Batch))
        {
            var annotations = await db.Annotations.AsNoTracking().Where(a => batch.Contains(a.Id)).OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).ToListAsync(cancellation);

            // In a query of their own. In a join, a row that cannot be read would be left out together with the rows it is joined to.
            var earlier = (await db.EarlierVersions.AsNoTracking().Where(e => batch.Contains(e.AnnotationId)).OrderBy(e => e.Version).ToListAsync(cancellation)).ToLookup(e => e.AnnotationId);
            foreach (var annotation in annotations)
            {
                yield return (annotation, earlier[annotation.Id]);
            }
        }
    }

    /// <summary>How many there are, and what tells this list from another: for answers about all of them that have only a page of them.</summary>
    public async Task<ReaderStamp> SummaryAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await ReaderStamp.OfAsync(Mine(db).Where(a => a.DeletedAt == null), cancellation);
    }

    /// <summary>One page of those that are not in the bin, in the order of the text.</summary>
    public async Task<IEnumerable<Annotation>> PageAsync(int skipped, int most, CancellationToken cancellation) =>
        await ReadAsync([.. (await IdsAsync(NotesOrder.Text, cancellation)).Skip(skipped).Take(most)], cancellation);

    // Ordered here, so that of equals those stored first come first. The database does not promise that.
    private async Task<IEnumerable<Guid>> IdsAsync(NotesOrder order, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var moved = await StaleAsync(db, cancellation);
        var keys = (await Mine(db).Where(a => a.DeletedAt == null)
            .Select(a => new { a.Id, Start = a.Anchor.Start ?? a.Target.Position.Start, a.CreatedAt, a.ModifiedAt }).ToListAsync(cancellation))
            .ConvertAll(key => key with { Start = moved.GetValueOrDefault(key.Id, key.Start) });
        var ordered = order switch
        {
            NotesOrder.Newest => keys.OrderByDescending(key => key.CreatedAt),
            NotesOrder.Changed => keys.OrderByDescending(key => key.ModifiedAt),
            _ => keys.OrderBy(key => key.Start).ThenBy(key => key.CreatedAt),
        };
        return ordered.Select(key => key.Id);
    }

    private async Task<IEnumerable<Annotation>> ReadAsync(Guid[] ids, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation); // the reader's own: asked for that, too, SQLite would look through all of theirs each time
        await anchors.RefreshAsync(found.Values, cancellation);
        return ids.Select(id => found.GetValueOrDefault(id)).OfType<Annotation>(); // one may have been deleted for good meanwhile
    }

    private IQueryable<Annotation> Mine(AnnotationsDb db) => db.AnnotationsOf(reader.Id, anchors.Essay).AsNoTracking();

    // Their order is that of today's text: where those begin that were last looked for in another.
    private async Task<IReadOnlyDictionary<Guid, int>> StaleAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        var revision = anchors.Essay.Revision;
        var stale = await Mine(db).Where(a => a.DeletedAt == null && a.Anchor.Revision != revision).Select(a => a.Id).ToListAsync(cancellation);
        var starts = new Dictionary<Guid, int>();
        foreach (var batch in stale.Chunk(AnchorRows.Batch))
        {
            foreach (var (mark, anchor) in await anchors.FindAsync(await AnchorRows.ReadAsync(db, batch, anchors.Essay, cancellation), cancellation))
            {
                starts[mark.Id] = anchor.Start ?? mark.Target.Position.Start;
            }
        }

        return starts;
    }
}
