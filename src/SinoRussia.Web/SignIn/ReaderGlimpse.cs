using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>So much of a reader that they are recognised by themselves on another device.</summary>
/// <param name="Name">Their name, or <see langword="null"/>.</param>
/// <param name="Annotations">How many annotations they have, without the bin.</param>
/// <param name="Last">When they last changed one; <see langword="null"/> if they have none.</param>
internal sealed record ReaderGlimpse(string? Name, int Annotations, DateTimeOffset? Last)
{
    public static async Task<ReaderGlimpse> OfAsync(IDbContextFactory<AnnotationsDb> databases, Guid reader, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = db.Annotations.Where(a => a.ReaderId == reader && a.DeletedAt == null);
        return new ReaderGlimpse(
            await db.Readers.Where(r => r.Id == reader).Select(r => r.Name).SingleOrDefaultAsync(cancellation),
            await mine.CountAsync(cancellation),
            await mine.MaxAsync(a => (DateTimeOffset?)a.ModifiedAt, cancellation));
    }
}
