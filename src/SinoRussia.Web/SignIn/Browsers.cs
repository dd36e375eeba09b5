using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>Signs browsers of the reader out.</summary>
internal sealed class Browsers(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader)
{
    /// <summary>Signs out another browser.</summary>
    /// <param name="handle">The <see cref="KnownBrowser.Handle"/> of it.</param>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> EndAsync(string? handle, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return Refusal.NoSuchBrowser;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var sessions = await db.Sessions.Where(s => s.ReaderId == readerId).Select(s => s.Id).ToListAsync(cancellation);
        return sessions.Find(id => KnownBrowser.HandleOf(id) == handle) is var session && session != default && session != Here
            ? (await writer.SaveAsync(reader, (kept, token) => kept.Sessions.Where(s => s.Id == session && s.ReaderId == readerId).ExecuteDeleteAsync(token), cancellation, areRows: true)).Refusal
            : Refusal.NoSuchBrowser;
    }

    /// <summary>Signs out all browsers but this one.</summary>
    /// <returns>How many.</returns>
    public async Task<SaveResult<int>> EndOthersAsync(CancellationToken cancellation)
    {
        var (readerId, here) = (reader.Id, Here);
        return readerId is null || here is null
            ? new SaveResult<int>(0)
            : await writer.SaveAsync(reader, (db, token) => db.Sessions.Where(s => s.ReaderId == readerId && s.Id != here).ExecuteDeleteAsync(token), cancellation, areRows: true);
    }

    /// <summary>Signs out this browser, and deletes its cookie.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public async Task<Refusal?> EndHereAsync(CancellationToken cancellation)
    {
        if (Here is { } here)
        {
            var ended = await writer.SaveAsync(null, (db, token) => db.Sessions.Where(s => s.Id == here).ExecuteDeleteAsync(token), cancellation, areRows: true);
            if (ended.Refusal is { } refusal)
            {
                return refusal;
            }
        }

        reader.Forget();
        return null;
    }

    private Guid? Here => reader.Id;
}

/// <summary>A browser of the reader, as a page shows it.</summary>
/// <param name="Handle">Names it in forms. Ids of sessions are on no page.</param>
/// <param name="Name">What it is, coarsely; <see langword="null"/> if that is not known.</param>
/// <param name="SeenAt">The day of its last visit.</param>
/// <param name="IsThis">Whether it is the browser that sent the request.</param>
internal sealed record KnownBrowser(string Handle, string? Name, DateTimeOffset SeenAt, bool IsThis)
{
    public static string HandleOf(Guid session) => Convert.ToHexStringLower(SHA256.HashData([.. "browser"u8, .. session.ToByteArray()]).AsSpan(0, 8));
}
