using System.Buffers.Text;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Readers;

/// <summary>How the reader's cookie is named, and how it is told from what is none.</summary>
internal static class ReaderCookie
{
    /// <summary>Its name where it may travel over plain HTTP, or the site shares its host with others under another path.</summary>
    public const string Plain = "reader";

    /// <summary>Its name everywhere else: browsers take it over HTTPS alone, and from this very host.</summary>
    public const string Secure = "__Host-reader";

    // What Data Protection makes of an id and a date: a header, the key's id, two blocks of salt, three of text, and a signature.
    private const int Length = 132;

    private static ReadOnlySpan<byte> Header => [0x09, 0xF0, 0xC9, 0xF0];

    /// <summary>Whether the browser brings one, readable or not.</summary>
    public static bool IsIn(HttpRequest request) => request.Cookies.ContainsKey(Secure) || request.Cookies.ContainsKey(Plain);

    /// <summary>All that the browser brings under this name: another site on the same domain, or an older path, may have left one of its own.</summary>
    public static IEnumerable<string> ValuesIn(HttpRequest request, string name) =>
        CookieHeaderValue.TryParseList(request.Headers.Cookie, out var cookies)
            ? cookies.Where(cookie => cookie.Name.Equals(name, StringComparison.Ordinal)).Select(cookie => cookie.Value.ToString())
            : [];

    /// <summary>Whether it is one that this program made, if perhaps with keys that are not here: then it must not be overwritten.</summary>
    public static bool HasOurForm(string value)
    {
        Span<byte> bytes = stackalloc byte[Length + 3];
        return value.Length <= Base64Url.GetEncodedLength(Length)
            && Base64Url.IsValid(value)
            && Base64Url.TryDecodeFromChars(value, bytes, out var length)
            && length == Length
            && bytes.StartsWith(Header);
    }
}
