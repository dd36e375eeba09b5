using SinoRussia.Essays;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.SignIn;

/// <summary>What a new passkey is called until its reader gives it another name.</summary>
internal static class PasskeyNames
{
    // Browsers name others that they resemble, so the order matters.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

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

        var (browser, system) = (NameIn(Browsers, userAgent), NameIn(Systems, userAgent));
        return (browser, system) switch
        {
            (not null, not null) => $"{browser} on {system}",
            (null, null) => "Passkey",
            _ => browser ?? system!, // one of the two is there
        };
    }

    /// <summary>A name as it is stored: on one line, without double spaces.</summary>
    public static string Normal(string? name) =>
        string.Join(' ', UnicodeText.ToNfc(ReaderText.Clean(name)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? NameIn((string Sign, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(entry => userAgent?.Contains(entry.Sign, StringComparison.Ordinal) == true).Name;
}
