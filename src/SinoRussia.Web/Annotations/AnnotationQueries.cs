using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads a reader's annotations, either as one list or in batches, for answers too long to hold in memory.</summary>
internal sealed class AnnotationQueries(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, CurrentAnchors anchors, RowFaults faults)
{
    private const int Batch = 200;

    /// <summary>All of the reader's annotations in the order of the text, anchored in the current essay. Detached ones come last.</summary>
    public async Task<IReadOnlyList<Annotation>> ListAsync(CancellationToken cancellation)
    {
        if (reader.Id is null)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = await Mine(db).Where(a => a.DeletedAt == null).ToListAsync(cancellation);
        await anchors.RefreshAsync(mine, cancellation);
        return [.. mine.OrderBy(a => PlaceInText.Of(a).Order)];
    }

    /// <summary>How many of the reader's annotations are stored but cannot be read, and so are missing from every list.</summary>
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

    /// <summary>Those that match the filter, in its order.</summary>
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

    /// <summary>All of the reader's stored annotations on any essay, with their earlier versions and including the bin, oldest first.</summary>
    public async IAsyncEnumerable<(Annotation Annotation, IEnumerable<EarlierVersion> Earlier)> ReadEverythingAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var readerId = reader.Id;
        var ids = await db.Annotations.Where(a => a.ReaderId == readerId).OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellation);
        foreach (var batch in ids.Chunk(Batch))
        {
            var annotations = await db.Annotations.AsNoTracking().Where(a => batch.Contains(a.Id)).OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).ToListAsync(cancellation);

            // A separate query. In a join, a row that cannot be read would take the rows joined to it out of the result.
            var earlier = (await db.EarlierVersions.AsNoTracking().Where(e => batch.Contains(e.AnnotationId)).OrderBy(e => e.Version).ToListAsync(cancellation)).ToLookup(e => e.AnnotationId);
            foreach (var annotation in annotations)
            {
                yield return (annotation, earlier[annotation.Id]);
            }
        }
    }

    /// <summary>The count and version stamp of the whole list, for answers that contain only one page of it.</summary>
    public async Task<ReaderStamp> SummaryAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await ReaderStamp.OfAsync(Mine(db).Where(a => a.DeletedAt == null), cancellation);
    }

    /// <summary>The ids of what was last changed at this moment and is not in the bin.</summary>
    public async Task<IReadOnlyList<Guid>> IdsChangedAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Mine(db).Where(a => a.DeletedAt == null && a.ModifiedAt == at).Select(a => a.Id).ToListAsync(cancellation);
    }

    /// <summary>One page of the annotations that are not in the bin, in the order of the text.</summary>
    public async Task<IEnumerable<Annotation>> PageAsync(int skipped, int most, CancellationToken cancellation) =>
        await ReadAsync([.. (await IdsAsync(NotesOrder.Text, cancellation)).Skip(skipped).Take(most)], cancellation);

    // Sorted here because the sort is stable: equal keys stay in the order they were stored. The database does not promise that.
    private async Task<IEnumerable<Guid>> IdsAsync(NotesOrder order, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = Mine(db).Where(a => a.DeletedAt == null);
        var moved = order == NotesOrder.Text ? await anchors.MovedAsync(db, mine, cancellation) : new Dictionary<Guid, PlaceInText>();
        var keys = await mine.Select(a => new { a.Id, Place = new PlaceInText(a.Anchor.Start, a.Target.Position.Start, a.CreatedAt), a.ModifiedAt }).ToListAsync(cancellation);
        var ordered = order switch
        {
            NotesOrder.Newest => keys.OrderByDescending(key => key.Place.CreatedAt),
            NotesOrder.Changed => keys.OrderByDescending(key => key.ModifiedAt),
            _ => keys.OrderBy(key => moved.GetValueOrDefault(key.Id, key.Place).Order),
        };
        return ordered.Select(key => key.Id);
    }

    private async Task<IEnumerable<Annotation>> ReadAsync(Guid[] ids, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation); // already the reader's own; with the reader in the query, SQLite would scan all of theirs each time
        await anchors.RefreshAsync(found.Values, cancellation);
        return ids.Select(id => found.GetValueOrDefault(id)).OfType<Annotation>(); // one may have been purged since
    }

    private IQueryable<Annotation> Mine(AnnotationsDb db) => db.AnnotationsOf(reader.Id, anchors.Essay).AsNoTracking();
}
