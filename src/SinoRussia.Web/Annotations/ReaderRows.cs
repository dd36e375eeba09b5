using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Deletes what is stored about a reader besides their annotations.</summary>
internal static class ReaderRows
{
    /// <summary>Deletes the reader and whom they were before they joined browsers. The database deletes their sessions, passkeys, codes and links with them.</summary>
    public static async Task DeleteAsync(AnnotationsDb db, Guid reader, CancellationToken cancellation)
    {
        var former = await db.Joins.Where(join => join.ReaderId == reader).Select(join => join.FormerId).ToListAsync(cancellation);
        Guid[] all = [reader, .. former];
        await db.ColourNames.Where(name => all.Contains(name.ReaderId)).ExecuteDeleteAsync(cancellation);
        await db.Readers.Where(one => all.Contains(one.Id)).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Deletes a reader who has no annotations and no names for colours.</summary>
    public static Task DeleteIfEmptyAsync(AnnotationsDb db, Guid reader, CancellationToken cancellation) =>
        db.Readers.Where(one => one.Id == reader && !db.Annotations.Any(a => a.ReaderId == reader) && !db.ColourNames.Any(name => name.ReaderId == reader))
            .ExecuteDeleteAsync(cancellation);
}
