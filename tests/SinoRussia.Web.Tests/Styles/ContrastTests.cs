using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Tests.Styles;

/// <summary>Contrast ratios as WCAG 2 defines them, for the colours in the stylesheet.</summary>
public sealed partial class ContrastTests
{
    private static readonly string Tokens = File.ReadAllText(Path.Combine(
        Path.GetDirectoryName(typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!)!,
        "wwwroot", "css", "tokens.css"));

    public static TheoryData<string, string> Highlights => new(
        from theme in new[] { "light", "sepia", "dark", "black" }
        from colour in Enum.GetNames<Web.Storage.HighlightColour>()
        select (theme, colour.ToLowerInvariant()));

    [Theory]
    [MemberData(nameof(Highlights))]
    public void A_highlight_line_stands_out_and_its_words_are_readable(string theme, string colour)
    {
        var (paper, ink) = (Luminance(theme, "paper"), Luminance(theme, "ink"));
        var isBare = colour == "underline"; // a line in the highlight colour on the bare paper
        var (tint, line) = (Luminance(theme, isBare ? "paper" : $"{colour}-tint"), Luminance(theme, isBare ? "reader" : $"{colour}-line"));

        Assert.InRange(Contrast(line, paper), 3, 21);
        Assert.InRange(Contrast(line, tint), 3, 21);
        Assert.InRange(Contrast(ink, tint), 7, 21);
    }

    [Theory]
    [MemberData(nameof(Highlights))]
    public void Unsaved_highlights_are_readable_on_their_paler_tint(string theme, string colour)
    {
        var paper = Oklab(theme, "paper");
        var tint = colour == "underline" ? paper : Between(Oklab(theme, $"{colour}-tint"), paper);

        Assert.InRange(Contrast(Luminance(theme, "muted"), Luminance(tint)), 4.5, 21);
    }

    private static double Contrast(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double Luminance(string theme, string role) => Luminance(Oklab(theme, role));

    private static (double Lightness, double A, double B) Oklab(string theme, string role)
    {
        var (lightness, chroma, hue) = Colour(theme, role);
        return (lightness, chroma * Math.Cos(hue * Math.PI / 180), chroma * Math.Sin(hue * Math.PI / 180));
    }

    // Mixes two colours like color-mix(in oklab, …).
    private static (double Lightness, double A, double B) Between((double Lightness, double A, double B) one, (double Lightness, double A, double B) other) =>
        ((one.Lightness + other.Lightness) / 2, (one.A + other.A) / 2, (one.B + other.B) / 2);

    private static double Luminance((double Lightness, double A, double B) oklab)
    {
        var (lightness, a, b) = oklab;
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        var red = (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s);
        var green = (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s);
        var blue = (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s);
        return (0.2126 * Math.Clamp(red, 0, 1)) + (0.7152 * Math.Clamp(green, 0, 1)) + (0.0722 * Math.Clamp(blue, 0, 1));
    }

    // A theme defines only what differs. Everything else is in the first rule, whose light-dark() has both values.
    private static (double Lightness, double Chroma, double Hue) Colour(string theme, string role)
    {
        var value = Value(RuleOf(theme), role) ?? Value(Tokens, role) ?? throw new InvalidOperationException($"No token --{role}.");
        var colours = Oklch.Matches(value);
        var colour = colours[theme is "dark" or "black" ? colours.Count - 1 : 0];
        return (Number(colour, "l") / 100, Number(colour, "c"), Number(colour, "h"));
    }

    private static string RuleOf(string theme)
    {
        var start = Tokens.IndexOf($"[data-theme=\"{theme}\"]", StringComparison.Ordinal);
        return Tokens[start..Tokens.IndexOf('}', start)];
    }

    private static string? Value(string rule, string role)
    {
        var start = rule.IndexOf($"--{role}:", StringComparison.Ordinal);
        return start < 0 ? null : rule[start..rule.IndexOf(';', start)];
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"oklch\((?<l>[\d.]+)% (?<c>[\d.]+) (?<h>[\d.]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Oklch { get; }
}
