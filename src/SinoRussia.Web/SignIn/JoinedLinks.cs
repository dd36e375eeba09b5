using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Links that were made or grew while two readers were one.</summary>
internal static class JoinedLinks
{
    /// <summary>Takes out of the links of each of the two what belongs to the other one now. What no link of its reader lists any more is private again.
    /// Call it after the rows are given back.</summary>
    public static async Task PartAsync(AnnotationsDb db, ReaderJoin join, CancellationToken cancellation)
    {
        await TakeOutAsync(db, join.ReaderId, join.FormerId, cancellation);
        await TakeOutAsync(db, join.FormerId, join.ReaderId, cancellation);
        await db.HideUnlistedAsync(join.ReaderId, cancellation);
        await db.HideUnlistedAsync(join.FormerId, cancellation);
    }

    private static Task<int> TakeOutAsync(AnnotationsDb db, Guid linksOf, Guid notesOf, CancellationToken cancellation) => db.ShownAnnotations
        .Where(shown => db.NoteLinks.Any(link => link.Id == shown.LinkId && link.ReaderId == linksOf) && db.Annotations.Any(a => a.Id == shown.AnnotationId && a.ReaderId == notesOf))
        .ExecuteDeleteAsync(cancellation);
}
