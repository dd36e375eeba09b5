using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>What was asked for is there and cannot be read. It is kept, and nothing is said that would let its reader think it gone.</summary>
internal sealed class UnreadableRowException() : DbException("The row is there and cannot be read.");

internal static class OneAnnotation
{
    /// <summary>The one that is asked for, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="UnreadableRowException">There is one, and it cannot be read.</exception>
    public static async Task<Annotation?> FindReadableAsync(this IQueryable<Annotation> asked, CancellationToken cancellation)
    {
        if (await asked.SingleOrDefaultAsync(cancellation) is { } found)
        {
            return found;
        }

        return await asked.AnyAsync(cancellation) ? throw new UnreadableRowException() : null;
    }
}
