using Acornima;

namespace SinoRussia.Bundler;

/// <summary>A source that cannot be bundled, and where in it.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">From 1.</param>
internal sealed class BundleException(string file, int line, int column, string reason) : Exception($"{file}({line},{column}): error BUNDLE: {reason}")
{
    public string File { get; } = file;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Reason { get; } = reason;

    public static BundleException At(string file, Position position, string reason) => new(file, position.Line, position.Column + 1, reason);
}
