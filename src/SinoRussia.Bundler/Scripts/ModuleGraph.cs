namespace SinoRussia.Bundler.Scripts;

/// <summary>All modules that the entry imports, directly or indirectly: those that run at once, in execution order, and those that load
/// late.</summary>
internal sealed class ModuleGraph
{
    private readonly Func<string, string> read;
    private readonly Dictionary<string, SourceModule> modules = new(StringComparer.Ordinal);
    private readonly HashSet<SourceModule> begun = [];
    private readonly List<SourceModule> main = [];
    private readonly List<SourceModule> late = [];

    private ModuleGraph(Func<string, string> read) => this.read = read;

    /// <summary>The modules that run at once: the entry and everything that it or a late module imports. As in the language, a module comes after
    /// those that it imports, except in a circle.</summary>
    public IReadOnlyList<SourceModule> Main => main;

    /// <summary>The modules that are imported by <c>import()</c>.</summary>
    public IReadOnlyList<SourceModule> Late => late;

    /// <exception cref="BundleException">A module cannot be parsed or found, or is imported both statically and by <c>import()</c>.</exception>
    public static ModuleGraph Of(string entry, Func<string, string> read)
    {
        var graph = new ModuleGraph(read);
        graph.modules[entry] = SourceModule.Parse(entry, SourceText.OfEntry(entry, read));
        graph.AddToMain(graph.modules[entry]);
        for (var next = 0; next < graph.main.Count; next++)
        {
            graph.AddLate(graph.main[next]);
        }

        graph.RefuseWhatComesTwice();
        return graph;
    }

    /// <summary>The module that a specifier in another module refers to.</summary>
    public SourceModule Find(SourceModule from, string specifier) => modules[PathOf(from, specifier)];

    private void AddToMain(SourceModule module)
    {
        if (!begun.Add(module))
        {
            return;
        }

        foreach (var reference in module.Names.Needed)
        {
            AddToMain(Load(module, reference));
        }

        main.Add(module);
    }

    private void AddLate(SourceModule from)
    {
        foreach (var reference in from.Names.Late)
        {
            var module = Load(from, reference);
            if (late.Contains(module))
            {
                continue;
            }

            late.Add(module);
            foreach (var needed in module.Names.Needed)
            {
                AddToMain(Load(module, needed));
            }

            AddLate(module);
        }
    }

    private void RefuseWhatComesTwice()
    {
        foreach (var from in main.Concat(late))
        {
            if (from.Names.Late.Find(reference => main.Contains(Find(from, reference.Specifier))) is { } twice)
            {
                throw BundleException.At(from.Path, twice.Position, $"'{twice.Specifier}' is also imported without import(), by the script or by a part of it: it comes at once.");
            }
        }
    }

    private SourceModule Load(SourceModule from, Reference reference)
    {
        var path = PathOf(from, reference.Specifier);
        if (modules.TryGetValue(path, out var known))
        {
            return known;
        }

        if (reference.Specifier is not ['.', '/', ..] and not ['.', '.', '/', ..])
        {
            throw BundleException.At(from.Path, reference.Position, $"'{reference.Specifier}' does not begin with ./ or ../: there are no modules but ours.");
        }

        var text = SourceText.Of(path, read, BundleException.At(from.Path, reference.Position, $"'{reference.Specifier}' leads nowhere."));
        return modules[path] = SourceModule.Parse(path, text);
    }

    private static string PathOf(SourceModule from, string specifier) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(from.Path))!, specifier)); // a file is always in a folder
}
