namespace SinoRussia.Essays.Tests.Anchors;

/// <summary>A text under an editor's hands that remembers where each of its characters came from: so it knows where every mark belongs.</summary>
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

    /// <summary>Other characters in the stead of these: whoever marked the old ones wants the new ones.</summary>
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

    /// <summary>Something else altogether in their stead: what was marked there is gone.</summary>
    public void Replace(Passage passage, string words)
    {
        Delete(passage);
        Insert(passage.Start, words);
    }

    /// <summary>Takes a passage out and puts it in elsewhere; <paramref name="to"/> counts in the text without it.</summary>
    public void Move(Passage passage, int to)
    {
        var moved = characters.GetRange(passage.Start, passage.Length);
        Delete(passage);
        characters.InsertRange(to, moved);
    }

    /// <summary>Where the characters of a passage of the text before have gone: from the first that is left to the last; <see langword="null"/> when none is.</summary>
    public Passage? Of(Passage marked)
    {
        var left = Enumerable.Range(0, characters.Count)
            .Where(at => characters[at].Origin >= marked.Start && characters[at].Origin < marked.End && !char.IsWhiteSpace(characters[at].Character))
            .ToList();
        return left.Count == 0 ? null : new Passage(left[0], left[^1] + 1);
    }

    /// <summary>Places in the text before at which the editor has been.</summary>
    public List<int> EditedPlaces() =>
    [
        .. Enumerable.Range(1, Math.Max(0, characters.Count - 1))
            .Where(at => characters[at].Origin != characters[at - 1].Origin + 1)
            .SelectMany(at => (int[])[characters[at].Origin, characters[at - 1].Origin])
            .Where(origin => origin != New),
    ];

    /// <summary>Whether the first and the last character of a passage are left.</summary>
    public bool HasEnds(Passage marked) => characters.Exists(c => c.Origin == marked.Start) && characters.Exists(c => c.Origin == marked.End - 1);

    /// <summary>Whether other words of the text before have come to stand between those of a passage, or a great many new ones.</summary>
    public bool IsTorn(Passage marked) => Of(marked) is { } hull
        && (hull.Length > (1.3 * marked.Length) + 20
            || characters.GetRange(hull.Start, hull.Length).Exists(c => c.Origin != New && (c.Origin < marked.Start || c.Origin >= marked.End)));

    /// <summary>How much of a passage is left, from 0 to 1.</summary>
    public double ShareLeft(Passage marked) =>
        characters.Where(c => c.Origin >= marked.Start && c.Origin < marked.End).Select(c => c.Origin).Distinct().Count() / (double)marked.Length;
}
