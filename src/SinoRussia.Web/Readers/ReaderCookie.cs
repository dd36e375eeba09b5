using System.Buffers.Text;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Readers;

/// <summary>The names of the reader's cookie, and how to recognise its values.</summary>
internal static class ReaderCookie
{
    /// <summary>Its name where it may be sent over plain HTTP, or where the site shares its host with others under another path.</summary>
    public const string Plain = "reader";

    /// <summary>Its name everywhere else. Browsers accept it only over HTTPS and only from this exact host.</summary>
    public const string Secure = "__Host-reader";

    // The length of an encrypted id and date: a header, the key's id, two blocks of salt, three of text, and a signature.
    private const int Length = 132;

    private static ReadOnlySpan<byte> Header => [0x09, 0xF0, 0xC9, 0xF0];

    /// <summary>Whether the browser sends a reader cookie, readable or not.</summary>
    public static bool IsIn(HttpRequest request) => request.Cookies.ContainsKey(Secure) || request.Cookies.ContainsKey(Plain);

    /// <summary>All values that the browser sends under this name. Another site on the same domain, or an earlier path of this site, may have set one too.</summary>
    public static IEnumerable<string> ValuesIn(HttpRequest request, string name) =>
        CookieHeaderValue.TryParseList(request.Headers.Cookie, out var cookies)
            ? cookies.Where(cookie => cookie.Name.Equals(name, StringComparison.Ordinal)).Select(cookie => cookie.Value.ToString())
            : [];

    /// <summary>Whether this program made it, even if its key is not here. Then it must not be overwritten.</summary>
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
