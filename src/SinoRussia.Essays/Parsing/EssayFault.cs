namespace SinoRussia.Essays.Parsing;

/// <summary>One thing wrong with a file of the essay's folder, as an editor needs to hear it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">What is wrong and what would mend it.</param>
public sealed record EssayFault(string File, int Line, string Message)
{
    /// <summary>What was thrown, where the fault is more than a broken rule; for the log, never for a reader.</summary>
    public Exception? Cause { get; init; }

    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>The essay's files break the rules. All their faults are named at once.</summary>
public sealed class EssayFaultsException(IReadOnlyList<EssayFault> faults)
    : FormatException(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<EssayFault> Faults { get; } = faults;
}

/// <summary>Gathers faults while the rest is read, so that an editor mends them in one go.</summary>
internal sealed class Faults
{
    private readonly string file;
    private readonly List<EssayFault> found;

    public Faults(string file)
        : this(file, [])
    {
    }

    private Faults(string file, List<EssayFault> found) => (this.file, this.found) = (file, found);

    /// <summary>For another file of the same folder: what it finds joins ours.</summary>
    public Faults In(string other) => new(other, found);

    public bool Any => found.Count > 0;

    public int Count => found.Count;

    public void Add(int line, string message) => found.Add(new EssayFault(file, line, message));

    /// <summary>Reads on where something was thrown that no rule foresaw: it is one fault more, and the last good text stays.</summary>
    public void Add(int line, Exception unforeseen) => found.Add(new EssayFault(
        file, line, $"This cannot be read, for a reason that this program does not know ({unforeseen.GetType().Name}: {unforeseen.Message})") { Cause = unforeseen });

    public void Add(IEnumerable<EssayFault> others) => found.AddRange(others);

    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new EssayFaultsException([.. found.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)]);
        }
    }
}
