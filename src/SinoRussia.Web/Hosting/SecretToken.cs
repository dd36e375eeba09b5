using System.Buffers.Text;
using System.Security.Cryptography;

namespace SinoRussia.Web.Hosting;

/// <summary>The part of an address that nobody can guess: 128 random bits in base 64 for URLs.</summary>
internal static class SecretToken
{
    private const int Bytes = 16;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether it has the form of one. Others need no look-up.</summary>
    public static bool IsOne(string text) => text.Length == Base64Url.GetEncodedLength(Bytes) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
