using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Parsing;

/// <summary>Every address on the page is authored once and stands for ever, so two things never share one.</summary>
internal sealed partial class Addresses(Faults faults)
{
    // The page's own landmarks. An authored address of the same name would send a link to the wrong place.
    private static readonly string[] Landmarks = ["essay", "notes", "contents", "status", "card", "top"];

    private readonly Dictionary<string, int> taken = Landmarks.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);

    /// <summary>Takes an authored address, or names what is wrong with it. Always gives back something that can be read on with.</summary>
    public string Take(string? id, int line, string missing)
    {
        if (string.IsNullOrEmpty(id))
        {
            faults.Add(line, missing);
            return $"line-{line}";
        }

        CheckForm(id, line);
        Claim(id, line);
        return id;
    }

    /// <summary>The address of something on the web, or <see langword="null"/> when the text is none.</summary>
    public static Uri? Web(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? address : null;

    public void CheckForm(string id, int line)
    {
        if (!WellFormed().IsMatch(id))
        {
            faults.Add(line, $"The address '{id}' is not made of lower-case letters, digits and hyphens, beginning with a letter.");
        }
    }

    public void Claim(string id, int line)
    {
        if (!taken.TryAdd(id, line))
        {
            faults.Add(line, taken[id] == 0 ? $"The address '{id}' is one of the page's own." : $"The address '{id}' is already taken in line {taken[id]}.");
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex WellFormed();
}
