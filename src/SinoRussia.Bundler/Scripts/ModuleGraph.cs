namespace SinoRussia.Bundler.Scripts;

/// <summary>All modules that the entry imports, directly or indirectly: those that run at once, and those that load
/// late.</summary>
internal sealed class ModuleGraph
{
    private readonly Func<string, string> read;
    private readonly Dictionary<string, SourceModule> modules = new(StringComparer.Ordinal);
    private readonly Piece main;
    private readonly List<Piece> parts = [];

    private ModuleGraph(string entry, Func<string, string> read)
    {
        this.read = read;
        modules[entry] = SourceModule.Parse(entry, SourceText.OfEntry(entry, read));
        main = new Piece(modules[entry]);
        AddNeeded(modules[entry], main.Modules, []);
        AddParts();
        RefuseWhatComesTwice();
    }

    /// <summary>The modules that run at once: the entry and everything that it imports.</summary>
    public Piece Main => main;

    /// <summary>The modules that load later. Each module that is imported by <c>import()</c> is in a file with those that only it imports. Modules that
    /// several of them import are in files of their own, which come first.</summary>
    public IReadOnlyList<Piece> Parts => parts;

    public IEnumerable<SourceModule> All => main.Modules.Concat(parts.SelectMany(part => part.Modules));

    /// <exception cref="BundleException">A module cannot be parsed or found, or is imported both statically and by <c>import()</c>.</exception>
    public static ModuleGraph Of(string entry, Func<string, string> read) => new(entry, read);

    /// <summary>The module that a specifier in another module refers to.</summary>
    public SourceModule Find(SourceModule from, string specifier) => modules[PathOf(from, specifier)];

    private void AddNeeded(SourceModule module, List<SourceModule> ordered, HashSet<SourceModule> begun)
    {
        if (!begun.Add(module))
        {
            return;
        }

        foreach (var reference in module.Names.Needed)
        {
            AddNeeded(Load(module, reference), ordered, begun);
        }

        ordered.Add(module);
    }

    private void AddParts()
    {
        var needed = NeededByRoots();
        var users = new Dictionary<SourceModule, List<SourceModule>>();
        foreach (var (root, modules) in needed)
        {
            foreach (var module in modules)
            {
                users[module] = [.. users.GetValueOrDefault(module) ?? [], root];
            }
        }

        // What more parts use comes first: no file needs one that comes later.
        foreach (var group in needed.SelectMany(root => root.Modules).Distinct().GroupBy(module => string.Join('\n', users[module].Select(user => user.Path)), StringComparer.Ordinal).OrderByDescending(group => users[group.First()].Count))
        {
            var part = new Piece(users[group.First()] is [var only] ? only : null);
            part.Modules.AddRange(group);
            parts.Add(part);
        }
    }

    // The modules that import() loads, each with those that it needs and that do not run at once.
    private List<(SourceModule Root, List<SourceModule> Modules)> NeededByRoots()
    {
        var needed = new List<(SourceModule Root, List<SourceModule> Modules)>();
        var all = main.Modules.ToList();
        for (var next = 0; next < all.Count; next++)
        {
            foreach (var root in all[next].Names.Late.Select(reference => Load(all[next], reference)).Where(root => !needed.Exists(known => known.Root == root)).Distinct().ToList())
            {
                var own = new List<SourceModule>();
                AddNeeded(root, own, [.. main.Modules]);
                needed.Add((root, own));
                all.AddRange(own.Except(all).ToList());
            }
        }

        return needed;
    }

    private void RefuseWhatComesTwice()
    {
        foreach (var from in All)
        {
            if (from.Names.Late.Find(reference => !parts.Exists(part => part.Root == Find(from, reference.Specifier))) is { } twice)
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
