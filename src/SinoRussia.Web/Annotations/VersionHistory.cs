using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Decides when the current content of an annotation is stored before a change, and limits the number of earlier versions.</summary>
internal static class VersionHistory
{
    // A script saves while the reader writes. The text from before the first of these saves is the one that they want back.
    public static readonly TimeSpan LeastTimeBetween = TimeSpan.FromMinutes(10);

    // A reader who empties a note by mistake, or writes over what they saved in another tab, wants the text from a minute ago. A few words are soon written again.
    private const int LeastLength = 40; // UTF-16 units

    /// <summary>Whether enough time has passed since the last earlier version was stored.</summary>
    public static bool IsDue(DateTimeOffset? keptAt, DateTimeOffset now) => keptAt is not { } kept || now - kept >= LeastTimeBetween || now < kept;

    /// <summary>Whether the current content is stored as an earlier version before this change.</summary>
    public static bool Keeps(Annotation annotation, AnnotationContent requested, DateTimeOffset now) =>
        IsDue(annotation.EarlierKeptAt, now)
        || (annotation.Note is { Length: >= LeastLength } note && LengthThatStays(note, requested.Note ?? "") < note.Length / 2);

    // How much of a note is the same at its beginning and at its end, in UTF-16 units.
    private static int LengthThatStays(string note, string next)
    {
        var head = note.AsSpan().CommonPrefixLength(next);
        var (left, nextLeft) = (note.Length - head, next.Length - head);
        var tail = 0;
        while (tail < left && tail < nextLeft && note[^(tail + 1)] == next[^(tail + 1)])
        {
            tail++;
        }

        return head + tail;
    }

    /// <summary>Makes room for one more earlier version by deleting the oldest.</summary>
    /// <param name="version">The annotation's version. It never has more earlier versions than this.</param>
    /// <param name="most">How many earlier versions there may be, including the new one.</param>
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
