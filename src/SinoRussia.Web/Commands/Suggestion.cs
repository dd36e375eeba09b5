namespace SinoRussia.Web.Commands;

/// <summary>Suggests the name that was probably meant by a misspelt one.</summary>
internal static class Suggestion
{
    private const int LettersPerSlip = 3;

    /// <returns><see langword="null"/> if no known name is similar, because a wrong suggestion is worse than none.</returns>
    public static string? For(string word, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Slips: Slips(word.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(near => near.Slips <= near.Name.Length / LettersPerSlip)
            .OrderBy(near => near.Slips)
            .Select(near => near.Name)
            .FirstOrDefault();

    // The Levenshtein distance: letters inserted, deleted or changed.
    private static int Slips(string word, string name)
    {
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 1; i <= word.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var changed = diagonal + (word[i - 1] == name[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j - 1], diagonal) + 1);
            }
        }

        return row[name.Length];
    }
}
