namespace SinoRussia.Web.Readers;

/// <summary>Coarse names of browsers, such as “Firefox on Linux”, so that readers recognise theirs. Versions and models are not kept.</summary>
internal static class BrowserNames
{
    // Almost every browser also names those that it wants to be taken for, so the order decides.
    private static readonly (string Sign, string Name)[] Programs =
    [
        ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edg/", "Edge"), ("Edge/", "Edge"),
        ("OPR/", "Opera"), ("OPT/", "Opera"), ("OPX/", "Opera"), ("Opera", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("YaBrowser/", "Yandex Browser"), ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"),
        ("HuaweiBrowser/", "Huawei Browser"), ("MiuiBrowser/", "Mi Browser"), ("UCBrowser/", "UC Browser"), ("MicroMessenger/", "WeChat"), ("Brave/", "Brave"),
        ("FxiOS/", "Firefox"), ("Focus/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("GSA/", "Google app"), ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"), ("Chromium/", "Chrome"), ("Epiphany/", "GNOME Web"), ("Safari/", "Safari"), ("AppleWebKit/", "An app"), ("Trident/", "Internet Explorer"), ("MSIE ", "Internet Explorer"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"), ("X11", "Unix"),
    ];

    /// <returns><see langword="null"/> if it names none that we know.</returns>
    public static string? Of(string? userAgent) => (Find(Programs, userAgent), Find(Systems, userAgent)) switch
    {
        ({ } program, { } system) => $"{program} on {system}",
        ({ } program, null) => program,
        (null, { } system) => $"A browser on {system}",
        _ => null,
    };

    private static string? Find((string Sign, string Name)[] names, string? userAgent) =>
        userAgent is null ? null : names.FirstOrDefault(name => userAgent.Contains(name.Sign, StringComparison.Ordinal)).Name;
}
