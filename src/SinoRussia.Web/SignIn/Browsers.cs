using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Signs other browsers of the reader out.</summary>
internal sealed class Browsers(IDbContextFactory<AnnotationsDb> databases, SignIns signIns, CurrentReader reader)
{
    /// <param name="handle">The <see cref="KnownBrowser.Handle"/> of the browser.</param>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> EndAsync(string? handle, CancellationToken cancellation)
    {
        var (readerId, here) = (reader.Id, reader.Session);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var others = await db.Sessions.Where(s => s.ReaderId == readerId && s.Id != here).Select(s => (Guid?)s.Id).ToListAsync(cancellation);
        return others.Find(id => KnownBrowser.HandleOf(id!.Value) == handle) is { } session // not null: it is a key
            ? await signIns.EndAsync(s => s.Id == session, cancellation)
            : Refusal.NoSuchBrowser;
    }

    /// <summary>Signs out all browsers but this one.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> EndOthersAsync(CancellationToken cancellation)
    {
        var here = reader.Session;
        return here is null ? null : await signIns.EndAsync(s => s.Id != here, cancellation);
    }
}
