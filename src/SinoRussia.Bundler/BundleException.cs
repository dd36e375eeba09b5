using Acornima;

namespace SinoRussia.Bundler;

/// <summary>A source cannot be bundled; says where the error is.</summary>
/// <param name="line">Counted from 1.</param>
/// <param name="column">Counted from 1.</param>
internal sealed class BundleException(string file, int line, int column, string reason) : Exception($"{file}({line},{column}): error BUNDLE: {reason}")
{
    public string File { get; } = file;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Reason { get; } = reason;

    public static BundleException At(string file, Position position, string reason) => new(file, position.Line, position.Column + 1, reason);
}
