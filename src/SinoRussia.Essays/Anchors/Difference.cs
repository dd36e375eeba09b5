namespace SinoRussia.Essays.Anchors;

/// <summary>A stretch of text that two versions share, or that only one of them has.</summary>
public readonly record struct Change(ChangeKind Kind, string Text);

public enum ChangeKind
{
    Same,
    Deleted,
    Inserted,
}

/// <summary>The changes between two versions of a passage, word by word, by the same alignment that carries marks.</summary>
public static class Difference
{
    /// <summary>Lists the changes in reading order. The deleted and the same stretches together are the earlier version, apart from the style of
    /// quotes and dashes; the inserted and the same ones are the later version.</summary>
    public static IReadOnlyList<Change> Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new Changes();
        var (left, right) = (0, 0);
        foreach (var (mine, theirs) in Alignment.Between(before, after).WordsInOrder())
        {
            changes.Add(before[left..mine.Start], after[right..theirs.Start]);
            changes.Add(before[mine.Start..mine.End], after[theirs.Start..theirs.End]);
            (left, right) = (mine.End, theirs.End);
        }

        changes.Add(before[left..], after[right..]);
        return changes.List;
    }

    private sealed class Changes
    {
        public List<Change> List { get; } = [];

        public void Add(string before, string after)
        {
            if (Folding.SameToAReader(before, after) && before.Length > 0 == after.Length > 0)
            {
                Add(ChangeKind.Same, after);
                return;
            }

            // White space and punctuation around an inserted or deleted word stay the same.
            var (start, end) = (0, 0);
            while (start < Math.Min(before.Length, after.Length) && before[start] == after[start] && !char.IsLetterOrDigit(before[start]) && !char.IsSurrogate(before[start]))
            {
                start++;
            }

            while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)] && !char.IsLetterOrDigit(before[^(end + 1)]) && !char.IsSurrogate(before[^(end + 1)]))
            {
                end++;
            }

            Add(ChangeKind.Same, after[..start]);
            Add(ChangeKind.Deleted, before[start..^end]);
            Add(ChangeKind.Inserted, after[start..^end]);
            Add(ChangeKind.Same, after[^end..]);
        }

        private void Add(ChangeKind kind, string text)
        {
            if (text.Length == 0)
            {
                return;
            }

            if (List is [.., var last] && last.Kind == kind)
            {
                List[^1] = last with { Text = last.Text + text };
            }
            else
            {
                List.Add(new Change(kind, text));
            }
        }
    }
}
