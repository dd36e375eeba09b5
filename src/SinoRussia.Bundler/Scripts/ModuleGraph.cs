namespace SinoRussia.Bundler.Scripts;

/// <summary>All modules that an entry leads to: those that come at once, in the order in which they run, and those that come late.</summary>
internal sealed class ModuleGraph
{
    private readonly Func<string, string> read;
    private readonly Dictionary<string, SourceModule> modules = new(StringComparer.Ordinal);
    private readonly HashSet<SourceModule> begun = [];
    private readonly List<SourceModule> main = [];
    private readonly List<SourceModule> late = [];

    private ModuleGraph(Func<string, string> read) => this.read = read;

    /// <summary>What runs at once: the entry and all that it or a late module imports. In the order of the language: a module comes after
    /// those that it imports, but for one in a circle.</summary>
    public IReadOnlyList<SourceModule> Main => main;

    /// <summary>Modules that are asked for by <c>import()</c>, each by itself.</summary>
    public IReadOnlyList<SourceModule> Late => late;

    /// <exception cref="BundleException">A module cannot be parsed, leads nowhere, or comes both at once and late.</exception>
    public static ModuleGraph Of(string entry, Func<string, string> read)
    {
        var graph = new ModuleGraph(read);
        graph.modules[entry] = SourceModule.Parse(entry, read(entry));
        graph.AddToMain(graph.modules[entry]);
        for (var next = 0; next < graph.main.Count; next++)
        {
            graph.AddLate(graph.main[next]);
        }

        graph.RefuseWhatComesTwice();
        return graph;
    }

    /// <summary>The module that another one names.</summary>
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

        try
        {
            return modules[path] = SourceModule.Parse(path, read(path));
        }
        catch (IOException)
        {
            throw BundleException.At(from.Path, reference.Position, $"'{reference.Specifier}' leads nowhere.");
        }
    }

    private static string PathOf(SourceModule from, string specifier) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(from.Path))!, specifier)); // a file stands in a folder
}
