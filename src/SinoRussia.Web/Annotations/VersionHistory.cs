using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>When what stands on an annotation is kept before it is changed, and how many of these earlier versions there are.</summary>
internal static class VersionHistory
{
    // A script saves while its reader writes. The text from before the first of these saves is what they want back.
    public static readonly TimeSpan LeastTimeBetween = TimeSpan.FromMinutes(10);

    // Whoever empties a long note by a slip wants what stood there a minute ago. Less than this is soon written again.
    private const int LongNote = 200;

    /// <summary>Whether enough time has passed since an earlier version was kept last.</summary>
    public static bool IsDue(DateTimeOffset? keptAt, DateTimeOffset now) => keptAt is not { } kept || now - kept >= LeastTimeBetween || now < kept;

    /// <summary>Whether what stands on an annotation is kept when this is written on it.</summary>
    public static bool Keeps(Annotation annotation, AnnotationContent requested, DateTimeOffset now) =>
        IsDue(annotation.EarlierKeptAt, now)
        || (annotation.Note is { Length: >= LongNote } note && (requested.Note?.Length ?? 0) < note.Length / 2);

    /// <summary>Makes room for one more earlier version: the oldest go.</summary>
    /// <param name="version">The annotation's version: there are never more earlier ones than it says.</param>
    /// <param name="most">How many there may be with the new one.</param>
    public static async Task TrimAsync(AnnotationsDb db, Guid annotation, int version, CancellationToken cancellation, int most = Limits.EarlierVersions)
    {
        if (version <= most)
        {
            return;
        }

        var earlier = db.EarlierVersions.Where(e => e.AnnotationId == annotation);
        if (await earlier.OrderByDescending(e => e.Version).Select(e => (int?)e.Version).Skip(most - 1).FirstOrDefaultAsync(cancellation) is { } oldest)
        {
            await earlier.Where(e => e.Version <= oldest).ExecuteDeleteAsync(cancellation);
        }
    }
}
