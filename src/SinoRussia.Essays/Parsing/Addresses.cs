using System.Text.RegularExpressions;

namespace SinoRussia.Essays.Parsing;

/// <summary>Checks the ids of one file: their form, and that each is used only once. Ids are permanent addresses.</summary>
internal sealed partial class Addresses(Faults faults)
{
    // Ids that the page itself uses. A link to an authored id of the same name would lead to the wrong place.
    private static readonly string[] Reserved = ["essay", "notes", "contents", "status", "card", "top"];

    private readonly Dictionary<string, int> taken = Reserved.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);

    /// <summary>Checks an authored id and reserves it, or adds a fault.</summary>
    /// <param name="missing">The message when there is no id.</param>
    /// <returns>The id, or when there is none a substitute with which parsing can go on.</returns>
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

    /// <summary>The text as an absolute http or https URL, or <see langword="null"/> when it is none.</summary>
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
