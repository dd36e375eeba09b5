namespace SinoRussia.Essays.Parsing;

/// <summary>A fault in a file of the essay's folder, described for an editor.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">What is wrong and how to fix it.</param>
public sealed record EssayFault(string File, int Line, string Message)
{
    /// <summary>The exception behind the fault, or <see langword="null"/>. For the log, never for a reader.</summary>
    public Exception? Cause { get; init; }

    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>The essay's files have faults. The exception lists all of them.</summary>
public sealed class EssayFaultsException(IReadOnlyList<EssayFault> faults)
    : FormatException(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<EssayFault> Faults { get; } = faults;
}

/// <summary>Collects faults while parsing goes on, so that an editor sees all of them at once.</summary>
internal sealed class Faults
{
    private readonly string file;
    private readonly List<EssayFault> found;

    public Faults(string file)
        : this(file, [])
    {
    }

    private Faults(string file, List<EssayFault> found) => (this.file, this.found) = (file, found);

    /// <summary>A collector for another file of the same folder. Its faults are in this list, too.</summary>
    public Faults In(string other) => new(other, found);

    public IReadOnlyList<EssayFault> Found => found;

    public bool Any => found.Count > 0;

    public int Count => found.Count;

    public void Add(int line, string message) => found.Add(new EssayFault(file, line, message));

    /// <summary>Adds an unexpected exception as a fault, so that the site keeps the last good text.</summary>
    public void Add(int line, Exception unforeseen) => found.Add(new EssayFault(
        file, line, $"This cannot be parsed, probably because of a bug in the program ({unforeseen.GetType().Name}: {unforeseen.Message})") { Cause = unforeseen });

    public void Add(IEnumerable<EssayFault> others) => found.AddRange(others);

    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new EssayFaultsException([.. found.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)]);
        }
    }
}
