using System.Security.Cryptography;

namespace SinoRussia.Web.SignIn;

/// <summary>A browser of the reader, as a page shows it.</summary>
/// <param name="Handle">Names it in forms. Ids of sessions are on no page.</param>
/// <param name="Name">What it is, coarsely; <see langword="null"/> if that is not known.</param>
/// <param name="SeenAt">The day of its last visit.</param>
/// <param name="IsThis">Whether it is the browser that sent the request.</param>
internal sealed record KnownBrowser(string Handle, string? Name, DateTimeOffset SeenAt, bool IsThis)
{
    public static string HandleOf(Guid session) => Convert.ToHexStringLower(SHA256.HashData([.. "browser"u8, .. session.ToByteArray()]).AsSpan(0, 8));
}
