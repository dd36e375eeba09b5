using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>The row of a reader, to which links and a name belong.</summary>
internal static class ReaderRows
{
    /// <summary>The reader's row; a new one if there is none yet.</summary>
    public static async Task<Reader> EnsureAsync(AnnotationsDb db, Guid reader, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Readers.FindAsync([reader], cancellation) is { } known)
        {
            return known;
        }

        var added = new Reader { Id = reader, CreatedAt = now };
        db.Add(added);
        return added;
    }
}
