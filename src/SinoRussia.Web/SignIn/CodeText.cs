using System.Security.Cryptography;
using System.Text;

namespace SinoRussia.Web.SignIn;

/// <summary>How a recovery code is written: 24 characters of Crockford's base 32, in groups of four. The last one is a check character.</summary>
/// <remarks>The characters are coefficients of a polynomial over GF(32), and a code is valid if the polynomial is zero at α, a root of
/// x⁵ + x² + 1. The powers of α repeat only after 31, so that each of the 24 characters has another weight: the check finds every single wrong
/// character, and every two that changed places.</remarks>
internal static class CodeText
{
    public const int Length = 24;

    private const int SelectorLength = 8;

    private const int Group = 4;

    // Without I, L, O and U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new random code, without hyphens.</summary>
    public static string Create()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, Length - 1);
        return random + Alphabet[TimesAlpha(ValueOf(random))];
    }

    /// <summary>In groups, as it is shown and printed.</summary>
    public static string Grouped(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    /// <summary>What someone typed or pasted, as it is compared: without spaces and hyphens, in upper case, with the digits that letters were taken for.</summary>
    public static string Normal(string? typed) =>
        string.Concat((typed ?? "").ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && !IsDash(c)).Select(c => c switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            _ => c,
        }));

    /// <summary>Whether it can be a code: it has the right length, no other characters, and the right check character.</summary>
    public static bool IsValid(string normal) => normal.Length == Length && normal.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && ValueOf(normal) == 0;

    /// <summary>The part that finds the row. It is not secret.</summary>
    public static string SelectorOf(string code) => code[..SelectorLength];

    /// <summary>SHA-256 of the secret part. It has 75 random bits, so that no slower hash is needed.</summary>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code[SelectorLength..]));

    private static int ValueOf(string code) => code.Aggregate(0, (value, c) => TimesAlpha(value) ^ Alphabet.IndexOf(c, StringComparison.Ordinal));

    private static int TimesAlpha(int value) => (value << 1) ^ ((value & 0b10000) == 0 ? 0 : 0b100101);

    private static bool IsDash(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.DashPunctuation || c is '\u2212' or '\u00AD' or '_' or '.';
}
