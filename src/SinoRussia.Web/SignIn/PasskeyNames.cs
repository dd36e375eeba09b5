using System.Text;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.SignIn;

/// <summary>What a new passkey is called until its reader gives it another name.</summary>
internal static class PasskeyNames
{
    /// <param name="userAgent">The browser that asked for it.</param>
    /// <param name="transports">How the authenticator can be reached. If not from within the device, it is not this device.</param>
    public static string Suggested(string? userAgent, IReadOnlyCollection<string> transports)
    {
        if (!transports.Contains("internal", StringComparer.Ordinal))
        {
            if (transports.Contains("hybrid", StringComparer.Ordinal))
            {
                return "Phone or tablet";
            }

            if (transports.Count > 0)
            {
                return "Security key";
            }
        }

        return BrowserNames.Of(userAgent) ?? "Passkey";
    }

    /// <summary>A name as it is stored: on one line, without double spaces and without characters that are not seen, or turn the direction of what follows.
    /// Empty if there is nothing to see.</summary>
    public static string Normal(string? name)
    {
        var seen = string.Concat(UnicodeText.ToNfc(ReaderText.Clean(name)).EnumerateRunes().Where(rune => Rune.IsWhiteSpace(rune) || !NameCharacters.IsUnshowable(rune)));
        return seen.EnumerateRunes().Any(NameCharacters.IsVisible) ? ReaderText.OnOneLine(seen) : "";
    }
}
