using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>The requested row exists but cannot be read. It is kept, and the reader must not be told that it is gone.</summary>
internal sealed class UnreadableRowException() : DbException("The row exists but cannot be read.");

internal static class OneAnnotation
{
    /// <summary>The annotation, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="UnreadableRowException">It exists but cannot be read.</exception>
    public static async Task<Annotation?> FindReadableAsync(this IQueryable<Annotation> asked, CancellationToken cancellation)
    {
        if (await asked.SingleOrDefaultAsync(cancellation) is { } found)
        {
            return found;
        }

        return await asked.AnyAsync(cancellation) ? throw new UnreadableRowException() : null;
    }
}
