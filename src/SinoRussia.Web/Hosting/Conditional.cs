using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Hosting;

/// <summary>Conditional requests (RFC 9110 §13): whoever has the newest content is not sent it again.</summary>
internal static class Conditional
{
    /// <summary>Whether <c>If-None-Match</c> names this entity tag, or is <c>*</c>. Tags are compared weakly (§13.1.2), for
    /// what compresses an answer on its way may weaken its tag.</summary>
    public static bool Knows(this HttpRequest request, string tag)
    {
        var known = request.Headers.IfNoneMatch;
        if (known.Count == 0)
        {
            return false;
        }

        return (known.Count == 1 && known[0] == tag) // what a browser sends, and worth no parsing
            || (EntityTagHeaderValue.TryParseList(known, out var tags)
                && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false)));
    }

    /// <summary>Content with a tag made of all of it. The tag is weak: the content may be compressed afterwards.</summary>
    /// <param name="name">Under which a browser stores it, or <see langword="null"/> to show it.</param>
    public static FileContentHttpResult File(byte[] content, string type, string? name = null) =>
        TypedResults.File(content, type, name, entityTag: new EntityTagHeaderValue(TagOf(content), isWeak: true));

    /// <summary>A strong entity tag, in quotation marks.</summary>
    public static string TagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..24]}\"";
}
