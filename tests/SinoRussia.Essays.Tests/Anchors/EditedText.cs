namespace SinoRussia.Essays.Tests.Anchors;

/// <summary>A text that is edited and knows the origin of each of its characters, and so where every mark belongs.</summary>
internal sealed class EditedText
{
    private const int New = -1;

    private readonly List<(char Character, int Origin)> characters;

    public EditedText(string before)
    {
        Before = before;
        characters = [.. before.Select((c, at) => (c, at))];
    }

    public string Before { get; }

    public string After => string.Concat(characters.Select(c => c.Character));

    public void Insert(int at, string words) => characters.InsertRange(at, words.Select(c => (c, New)));

    public void Delete(Passage passage) => characters.RemoveRange(passage.Start, passage.Length);

    /// <summary>Replaces characters so that marks on the old ones belong to the new ones.</summary>
    public void Reword(Passage passage, string words)
    {
        var origins = characters.GetRange(passage.Start, passage.Length).ConvertAll(c => c.Origin);
        Delete(passage);
        characters.InsertRange(passage.Start, words.Select((c, at) => (c, origins[at * origins.Count / words.Length])));
        if (words.Length > 1)
        {
            characters[passage.Start + words.Length - 1] = (words[^1], origins[^1]);
        }
    }

    /// <summary>Replaces characters by unrelated ones: marks on the old ones are gone.</summary>
    public void Replace(Passage passage, string words)
    {
        Delete(passage);
        Insert(passage.Start, words);
    }

    /// <summary>Moves a passage; <paramref name="to"/> is an offset in the text without it.</summary>
    public void Move(Passage passage, int to)
    {
        var moved = characters.GetRange(passage.Start, passage.Length);
        Delete(passage);
        characters.InsertRange(to, moved);
    }

    /// <summary>Where a passage of the earlier text is now: from its first remaining character to its last; <see langword="null"/> when none remains.</summary>
    public Passage? Of(Passage marked)
    {
        var left = Enumerable.Range(0, characters.Count)
            .Where(at => characters[at].Origin >= marked.Start && characters[at].Origin < marked.End && !char.IsWhiteSpace(characters[at].Character))
            .ToList();
        return left.Count == 0 ? null : new Passage(left[0], left[^1] + 1);
    }

    /// <summary>The places in the earlier text that were edited.</summary>
    public List<int> EditedPlaces() =>
    [
        .. Enumerable.Range(1, Math.Max(0, characters.Count - 1))
            .Where(at => characters[at].Origin != characters[at - 1].Origin + 1)
            .SelectMany(at => (int[])[characters[at].Origin, characters[at - 1].Origin])
            .Where(origin => origin != New),
    ];

    /// <summary>Whether the first and the last character of a passage remain.</summary>
    public bool HasEnds(Passage marked) => characters.Exists(c => c.Origin == marked.Start) && characters.Exists(c => c.Origin == marked.End - 1);

    /// <summary>Whether other words of the earlier text, or very many new ones, are now between those of a passage.</summary>
    public bool IsTorn(Passage marked) => Of(marked) is { } hull
        && (hull.Length > (1.3 * marked.Length) + 20
            || characters.GetRange(hull.Start, hull.Length).Exists(c => c.Origin != New && (c.Origin < marked.Start || c.Origin >= marked.End)));

    /// <summary>The share of a passage that remains, from 0 to 1.</summary>
    public double ShareLeft(Passage marked) =>
        characters.Where(c => c.Origin >= marked.Start && c.Origin < marked.End).Select(c => c.Origin).Distinct().Count() / (double)marked.Length;
}
