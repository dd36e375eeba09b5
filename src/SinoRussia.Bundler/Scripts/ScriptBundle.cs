using System.Security.Cryptography;
using System.Text;

namespace SinoRussia.Bundler.Scripts;

/// <summary>Joins modules into one script, plus a part for each module that is imported by <c>import()</c>, plus files of what only such parts share,
/// so that no module is there twice and the script has only what runs at once.</summary>
internal sealed class ScriptBundle
{
    private readonly string folder;
    private readonly string entry;
    private readonly ModuleGraph graph;
    private readonly Linker linker;
    private readonly Dictionary<Binding, string> names = [];
    private readonly Dictionary<Scope, Piece> pieceOf;

    private ScriptBundle(string entry, Func<string, string> read)
    {
        this.entry = Path.GetFullPath(entry);
        folder = Path.GetDirectoryName(this.entry)!; // a file is always in a folder
        graph = ModuleGraph.Of(this.entry, read);
        pieceOf = graph.Parts.Prepend(graph.Main).SelectMany(piece => piece.Modules.Select(module => (module.Names.Top, piece))).ToDictionary();
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
        Name(graph.Main, []);
        var shared = new HashSet<string>(ExportedFrom(graph.Main).Select(binding => names[binding]), StringComparer.Ordinal);
        foreach (var part in graph.Parts)
        {
            Name(part, part.Root is null ? shared : NeededFromElsewhere(part).Select(binding => names[binding]).ToList());
            shared.UnionWith(ExportedFrom(part).Select(binding => names[binding])); // a part may import from several files: their names differ
        }
    }

    private void Name(Piece piece, IReadOnlyCollection<string> taken)
    {
        foreach (var (binding, name) in ShortNames.For(piece.Modules, taken).ToList())
        {
            names[binding] = name;
        }
    }

    private IEnumerable<(string Name, string Text)> Write(string fingerprint)
    {
        string FileOf(SourceModule module) => $"{Path.ChangeExtension(Path.GetRelativePath(folder, module.Path), null).Replace('\\', '/').Replace('/', '-')}{fingerprint}.js";
        ScriptWriter NewWriter() => new(binding => names[binding], (from, specifier) => $"./{FileOf(graph.Find(from, specifier))}");

        string FileOfPiece(Piece piece) => piece == graph.Main ? FileOf(graph.Main.Root!) : FileOf(piece.Namesake); // the entry is the root

        foreach (var piece in graph.Parts.Prepend(graph.Main))
        {
            var writer = NewWriter();
            foreach (var other in NeededPieces(piece))
            {
                var needed = NeededFromElsewhere(piece).Where(binding => pieceOf[binding.Scope] == other).Select(binding => names[binding]).ToList();
                writer.Write(needed.Count > 0 ? $"import{{{string.Join(',', needed)}}}from\"./{FileOfPiece(other)}\";" : $"import\"./{FileOfPiece(other)}\";");
            }

            foreach (var module in piece.Modules)
            {
                writer.Write(module);
            }

            if (ExportsOf(piece).ToList() is { Count: > 0 } exports)
            {
                writer.Write($"{(piece == graph.Main ? "" : ";")}export{{{string.Join(',', exports)}}}");
            }

            yield return (FileOfPiece(piece), writer.ToString());
        }
    }

    // The script and the shared files export what others need, under its short name. A part exports what its module does.
    private IEnumerable<string> ExportsOf(Piece piece) => piece == graph.Main || piece.Root is null
        ? ExportedFrom(piece).Select(binding => names[binding])
        : linker.ExportsOf(piece.Root).Select(export => names[export.Binding.Declared] == export.Name ? export.Name : $"{names[export.Binding.Declared]} as {export.Name}");

    private IEnumerable<Binding> ExportedFrom(Piece piece) => graph.Parts.Where(part => part != piece).SelectMany(NeededFromElsewhere).Where(binding => pieceOf[binding.Scope] == piece).Distinct();

    private IEnumerable<Binding> NeededFromElsewhere(Piece piece) =>
        piece.Modules.SelectMany(module => module.Names.Imports).Select(import => import.Local.Declared)
            .Concat(piece == graph.Main || piece.Root is null ? [] : linker.ExportsOf(piece.Root).Select(export => export.Binding.Declared))
            .Where(binding => pieceOf[binding.Scope] != piece)
            .Distinct();

    // Also those that are imported only so that they run.
    private IEnumerable<Piece> NeededPieces(Piece piece) =>
        piece.Modules.SelectMany(module => module.Names.Needed.Select(reference => pieceOf[graph.Find(module, reference.Specifier).Names.Top]))
            .Concat(NeededFromElsewhere(piece).Select(binding => pieceOf[binding.Scope]))
            .Where(other => other != piece)
            .Distinct();
}
