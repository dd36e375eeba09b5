using System.Collections.Immutable;

namespace SinoRussia.Web.Readers;

/// <summary>How a reader wants the page to look. It is a function of one cookie that says nothing of who the reader is.</summary>
internal sealed record ReadingSettings
{
    public const string CookieName = "look";

    // The longest that browsers keep a cookie.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>All that can be set, in the order in which it is offered.</summary>
    public static ImmutableArray<Setting> All { get; } =
    [
        new("theme", "Theme", "system", [new("system", "System"), new("light", "Light"), new("sepia", "Sepia"), new("dark", "Dark"), new("black", "Black")]),
        new("size", "Text size", "3", [.. Enumerable.Range(1, 7).Select(size => new Choice($"{size}", $"{size}"))]),
        new("face", "Typeface", "serif", [new("serif", "Serif"), new("sans", "Sans"), new("hyperlegible", "Hyperlegible")]),
        new("width", "Line length", "normal", [new("narrow", "Short"), new("normal", "Medium"), new("wide", "Long")]),
        new("leading", "Line spacing", "normal", [new("tight", "Tight"), new("normal", "Medium"), new("airy", "Airy")]),
        new("marks", "On the page", "all", [new("all", "Footnotes and my notes"), new("editor", "Footnotes only"), new("none", "Text only")]),
        new("keys", "Keyboard shortcuts", "on", [new("on", "On"), new("off", "Off")]),
    ];

    public static ReadingSettings Default { get; } = new("");

    private ReadingSettings(string key) => Key = key;

    /// <summary>The settings that are not as they come, such as <c>theme-dark.size-5</c>; empty when all are. Equal settings have
    /// equal keys, and only the values listed in <see cref="All"/> occur in one.</summary>
    public string Key { get; }

    /// <summary>What this request's reader has chosen. What is unknown, as in a cookie of another age, is as it comes.</summary>
    public static ReadingSettings Of(HttpRequest request) =>
        request.Cookies.TryGetValue(CookieName, out var cookie) && cookie.Length <= 256 ? Parse(cookie) : Default;

    public static ReadingSettings Parse(string key)
    {
        var chosen = key.Split('.').Select(part => part.Split('-')).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return From(setting => chosen[setting.Name].FirstOrDefault());
    }

    /// <param name="choose">The value wished for a setting; where it is no choice of the setting's, it is as it comes.</param>
    public static ReadingSettings From(Func<Setting, string?> choose) => new(string.Join('.', All
        .Select(setting => (setting, Value: choose(setting)))
        .Where(requested => requested.Value != requested.setting.Default && requested.setting.Choices.Any(choice => choice.Value == requested.Value))
        .Select(requested => $"{requested.setting.Name}-{requested.Value}")));

    public string ValueOf(Setting setting) => Chosen.FirstOrDefault(pair => pair.Setting == setting).Value ?? setting.Default;

    /// <summary>What stands on the root element, for the stylesheets, such as <c>data-theme="dark"</c>. What is as it comes is
    /// not there, and nothing is that <see cref="All"/> does not list.</summary>
    public string Attributes => string.Join(' ', Chosen.Select(chosen => $"data-{chosen.Setting.Name}=\"{chosen.Value}\""));

    /// <summary>Whether the page is read in the typeface that it comes with.</summary>
    public bool HasDefaultFace => Chosen.All(chosen => chosen.Setting.Name != "face");

    private IEnumerable<(Setting Setting, string Value)> Chosen => Key.Length == 0
        ? []
        : Key.Split('.').Select(part => part.Split('-')).Select(pair => (All.First(setting => setting.Name == pair[0]), pair[1]));

    public void KeepIn(HttpContext context) => context.Response.Cookies.Append(CookieName, Key, Options(context));

    /// <summary>From the next page on everything is as it comes.</summary>
    public static void ForgetIn(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = Lifetime,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        IsEssential = true,
    };
}

/// <param name="Name">In the form, the cookie, and on the page.</param>
/// <param name="Label">To the reader.</param>
/// <param name="Default">The value of whoever has chosen nothing.</param>
internal sealed record Setting(string Name, string Label, string Default, ImmutableArray<Choice> Choices);

internal sealed record Choice(string Value, string Label);
