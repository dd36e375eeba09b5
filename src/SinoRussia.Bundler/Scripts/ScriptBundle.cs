using System.Security.Cryptography;
using System.Text;

namespace SinoRussia.Bundler.Scripts;

/// <summary>Joins modules into one script, plus a part for each module that is imported by <c>import()</c>. Modules that parts share are in the
/// script, which passes them to the parts, so that no module is there twice.</summary>
internal sealed class ScriptBundle
{
    private readonly string folder;
    private readonly string entry;
    private readonly ModuleGraph graph;
    private readonly Linker linker;
    private readonly Dictionary<Binding, string> names = [];
    private readonly HashSet<Scope> inMain;

    private ScriptBundle(string entry, Func<string, string> read)
    {
        this.entry = Path.GetFullPath(entry);
        folder = Path.GetDirectoryName(this.entry)!; // a file is always in a folder
        graph = ModuleGraph.Of(this.entry, read);
        inMain = [.. graph.Main.Select(module => module.Names.Top)];
        linker = new Linker(graph);
        linker.Link();
        Name();

        // The script contains the names of its parts, and they contain its name. So no name can depend on one file alone: all have one fingerprint of
        // all files.
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Write("").Select(file => file.Text)))))[..10];
        Files = Write($".{Fingerprint}").ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);
    }

    /// <summary>Ten hexadecimal digits of the hash of all files.</summary>
    public string Fingerprint { get; }

    /// <summary>The script and its parts, by file name. The names contain the fingerprint.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <param name="entry">The path of the entry module.</param>
    /// <param name="read">Returns the text of the file at a path.</param>
    /// <exception cref="BundleException">A module cannot be bundled.</exception>
    public static ScriptBundle Make(string entry, Func<string, string> read) => new(entry, read);

    private void Name()
    {
        foreach (var (binding, name) in ShortNames.For(graph.Main, []))
        {
            names[binding] = name;
        }

        foreach (var part in graph.Late)
        {
            foreach (var (binding, name) in ShortNames.For([part], NeededFromMain(part).Select(binding => names[binding])).ToList())
            {
                names[binding] = name;
            }
        }
    }

    private IEnumerable<(string Name, string Text)> Write(string fingerprint)
    {
        string FileOf(SourceModule module) => $"{Path.ChangeExtension(Path.GetRelativePath(folder, module.Path), null).Replace('\\', '/').Replace('/', '-')}{fingerprint}.js";
        ScriptWriter NewWriter() => new(binding => names[binding], (from, specifier) => $"./{FileOf(graph.Find(from, specifier))}");

        var main = NewWriter();
        foreach (var module in graph.Main)
        {
            main.Write(module);
        }

        if (graph.Late.SelectMany(NeededFromMain).Distinct().Select(binding => names[binding]).ToList() is { Count: > 0 } shared)
        {
            main.Write($"export{{{string.Join(',', shared)}}}");
        }

        var entryFile = FileOf(graph.Main.Single(module => module.Path == entry));
        yield return (entryFile, main.ToString());
        foreach (var part in graph.Late)
        {
            var writer = NewWriter();
            if (NeededFromMain(part).Select(binding => names[binding]).ToList() is { Count: > 0 } needed)
            {
                writer.Write($"import{{{string.Join(',', needed)}}}from\"./{entryFile}\";");
            }

            writer.Write(part);
            if (linker.ExportsOf(part).ToList() is { Count: > 0 } exports)
            {
                writer.Write($";export{{{string.Join(',', exports.Select(export => names[export.Binding.Declared] == export.Name ? export.Name : $"{names[export.Binding.Declared]} as {export.Name}"))}}}");
            }

            yield return (FileOf(part), writer.ToString());
        }
    }

    private IEnumerable<Binding> NeededFromMain(SourceModule part) =>
        part.Names.Imports.Select(import => import.Local.Declared)
            .Concat(linker.ExportsOf(part).Select(export => export.Binding.Declared))
            .Where(binding => inMain.Contains(binding.Scope))
            .Distinct();
}
