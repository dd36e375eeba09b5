using System.Security.Cryptography;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.SignIn;

/// <summary>A browser of the reader, as a page shows it.</summary>
/// <param name="Handle">Names it in forms. Ids of sessions are on no page.</param>
/// <param name="Name">What it is, coarsely; <see langword="null"/> if that is not known.</param>
/// <param name="SignedInAt">When it first showed these notes.</param>
/// <param name="SeenAt">The day of its last visit.</param>
/// <param name="IsThis">Whether it is the browser that sent the request.</param>
internal sealed record KnownBrowser(string Handle, string? Name, DateTimeOffset SignedInAt, DateTimeOffset SeenAt, bool IsThis)
{
    /// <param name="here">The session of the browser that asks.</param>
    public static KnownBrowser Of(ReaderSession session, Guid? here) => new(HandleOf(session.Id), session.Browser, session.CreatedAt, session.SeenAt, session.Id == here);

    public static string HandleOf(Guid session) => Convert.ToHexStringLower(SHA256.HashData([.. "browser"u8, .. session.ToByteArray()]).AsSpan(0, 8));
}
