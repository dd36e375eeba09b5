using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace SinoRussia.Web.Hosting;

/// <summary>Conditional requests (RFC 9110 §13): a browser that already has the current content does not get it again.</summary>
internal static class Conditional
{
    /// <summary>Whether <c>If-None-Match</c> contains this entity tag, or is <c>*</c>. Tags are compared weakly (§13.1.2), because a proxy
    /// that compresses a response may weaken its tag.</summary>
    public static bool Knows(this HttpRequest request, string tag)
    {
        var known = request.Headers.IfNoneMatch;
        if (known.Count == 0)
        {
            return false;
        }

        return (known.Count == 1 && known[0] == tag) // what browsers send; needs no parsing
            || (EntityTagHeaderValue.TryParseList(known, out var tags)
                && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false)));
    }

    /// <summary>Content with a tag computed from it. The tag is weak, because the content may be compressed later.</summary>
    /// <param name="name">The file name for a download, or <see langword="null"/> to show it in the browser.</param>
    public static FileContentHttpResult File(byte[] content, string type, string? name = null) =>
        TypedResults.File(content, type, name, entityTag: new EntityTagHeaderValue(TagOf(content), isWeak: true));

    /// <summary>A strong entity tag, in quotation marks.</summary>
    public static string TagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..24]}\"";
}
