using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads the earlier versions of the reader's annotations.</summary>
internal sealed class AnnotationHistory(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, Essay essay)
{
    /// <summary>One page of the earlier versions of an annotation, newest first, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<EarlierVersion> Versions, int Count)> PageAsync(Guid id, int skipped, int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var all = Of(db, id);
        var found = await all.OrderByDescending(e => e.Version).Skip(skipped).Take(most).ToListAsync(cancellation);
        return (found, skipped == 0 && found.Count < most ? found.Count : await all.CountAsync(cancellation));
    }

    public async Task<EarlierVersion?> FindAsync(Guid id, int version, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, id).SingleOrDefaultAsync(e => e.Version == version, cancellation);
    }

    private IQueryable<EarlierVersion> Of(AnnotationsDb db, Guid id)
    {
        var mine = db.AnnotationsOf(reader.Id, essay);
        return db.EarlierVersions.AsNoTracking().Where(e => e.AnnotationId == id && mine.Any(a => a.Id == id));
    }
}
