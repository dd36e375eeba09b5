namespace SinoRussia.Essays.Parsing;

/// <summary>One thing wrong with the essay's file, as an editor needs to hear it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">What is wrong and what would mend it.</param>
public sealed record EssayFault(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>The essay's file breaks the rules. All its faults are named at once.</summary>
public sealed class EssayFaultsException(IReadOnlyList<EssayFault> faults)
    : FormatException(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<EssayFault> Faults { get; } = faults;
}

/// <summary>Gathers faults while the rest of the file is read, so that an editor mends them in one go.</summary>
internal sealed class Faults(string file)
{
    private readonly List<EssayFault> found = [];

    public void Add(int line, string message) => found.Add(new EssayFault(file, line, message));

    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            throw new EssayFaultsException([.. found.OrderBy(fault => fault.Line)]);
        }
    }
}
