using System.Collections.Immutable;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Readers;

/// <summary>How a reader wants the page to look. It comes from a cookie that does not identify the reader.</summary>
internal sealed record ReadingSettings
{
    public const string CookieName = "look";

    // The longest time that browsers keep a cookie.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>All settings, in the order in which they are shown.</summary>
    public static ImmutableArray<Setting> All { get; } =
    [
        new("theme", "Theme", "system", [new("system", "System"), new("light", "Light"), new("sepia", "Sepia"), new("dark", "Dark"), new("black", "Black")]),
        new("size", "Text size", "3", [.. Enumerable.Range(1, 7).Select(size => new Choice($"{size}", $"{size}"))]),
        new("face", "Typeface", "serif", [new("serif", "Serif"), new("sans", "Sans"), new("hyperlegible", "Hyperlegible")]),
        new("width", "Line length", "normal", [new("narrow", "Short"), new("normal", "Medium"), new("wide", "Long")]),
        new("leading", "Line spacing", "normal", [new("tight", "Tight"), new("normal", "Medium"), new("airy", "Airy")]),
        new("marks", "On the page", "all", [new("all", "Footnotes and my notes"), new("editor", "Footnotes only"), new("none", "Text only")]),
        new("keys", "Keyboard shortcuts", "on", [new("on", "On"), new("off", "Off")]),
        new("hint", "Hint above the text", "on", [new("on", "On"), new("off", "Off")]),
    ];

    public static ReadingSettings Default { get; } = new("");

    private ReadingSettings(string key) => Key = key;

    /// <summary>The settings that differ from the defaults, for example <c>theme-dark.size-5</c>; empty if none do. Equal settings have
    /// equal keys, and a key contains only values listed in <see cref="All"/>.</summary>
    public string Key { get; }

    /// <summary>What this request's reader has chosen. Unknown values, for example from an old cookie, count as the default.</summary>
    public static ReadingSettings Of(HttpRequest request) =>
        request.Cookies.TryGetValue(CookieName, out var cookie) && cookie.Length <= 256 ? Parse(cookie) : Default;

    public static ReadingSettings Parse(string key)
    {
        var chosen = key.Split('.').Select(part => part.Split('-')).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return From(setting => chosen[setting.Name].FirstOrDefault());
    }

    /// <param name="choose">The requested value of a setting. If the setting has no such choice, the default is used.</param>
    public static ReadingSettings From(Func<Setting, string?> choose) => new(string.Join('.', All
        .Select(setting => (setting, Value: choose(setting)))
        .Where(requested => requested.Value != requested.setting.Default && requested.setting.Choices.Any(choice => choice.Value == requested.Value))
        .Select(requested => $"{requested.setting.Name}-{requested.Value}")));

    /// <summary>These settings with another value for one of them.</summary>
    public ReadingSettings With(string name, string value) => From(setting => setting.Name == name ? value : ValueOf(setting));

    public string ValueOf(Setting setting) => Chosen.FirstOrDefault(pair => pair.Setting == setting).Value ?? setting.Default;

    /// <summary>The root element's attributes for the stylesheets, for example <c>data-theme="dark"</c>. Defaults are left out, and only
    /// values listed in <see cref="All"/> occur.</summary>
    public string Attributes => string.Join(' ', Chosen.Select(chosen => $"data-{chosen.Setting.Name}=\"{chosen.Value}\""));

    /// <summary>Whether the reader uses the default typeface.</summary>
    public bool HasDefaultFace => Chosen.All(chosen => chosen.Setting.Name != "face");

    private IEnumerable<(Setting Setting, string Value)> Chosen => Key.Length == 0
        ? []
        : Key.Split('.').Select(part => part.Split('-')).Select(pair => (All.First(setting => setting.Name == pair[0]), pair[1]));

    public void KeepIn(HttpContext context) => context.Response.Cookies.Append(CookieName, Key, Options(context));

    /// <summary>Resets everything to the defaults from the next page on.</summary>
    public static void ForgetIn(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.IsHttpsOutside(),
        MaxAge = Lifetime,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        IsEssential = true,
    };
}

/// <param name="Name">Used in the form, the cookie and the page.</param>
/// <param name="Label">Shown to the reader.</param>
/// <param name="Default">The value if the reader has chosen nothing.</param>
internal sealed record Setting(string Name, string Label, string Default, ImmutableArray<Choice> Choices);

internal sealed record Choice(string Value, string Label);
