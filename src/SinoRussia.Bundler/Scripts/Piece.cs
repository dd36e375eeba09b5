namespace SinoRussia.Bundler.Scripts;

/// <summary>Modules that are written to one file.</summary>
/// <param name="root">The module that <c>import()</c> loads; <see langword="null"/> for a file of modules that several parts share.</param>
internal sealed class Piece(SourceModule? root)
{
    public SourceModule? Root { get; } = root;

    /// <summary>In execution order: as in the language, a module comes after those that it imports, except in a circle.</summary>
    public List<SourceModule> Modules { get; } = [];

    /// <summary>The module that gives the file its name.</summary>
    public SourceModule Namesake => Root ?? Modules[^1];
}
