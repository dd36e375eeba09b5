using Acornima;

namespace SinoRussia.Bundler.Scripts;

/// <summary>Connects each import with the declaration in the exporting module.</summary>
internal sealed class Linker(ModuleGraph graph)
{
    /// <exception cref="BundleException">A module imports a name that the other module does not export, or that no module declares.</exception>
    public void Link()
    {
        foreach (var module in graph.All)
        {
            foreach (var import in module.Names.Imports)
            {
                import.Local.Imported = Exported(module, import.Specifier, import.Name, import.Position);
            }

            foreach (var export in module.Names.Exports.Where(export => export.Specifier is not null))
            {
                Exported(module, export.Specifier!, export.FromName!, export.Position); // both are set, or neither
            }
        }

        RefuseCircles();
    }

    /// <summary>All exports of a module, each with its declaration.</summary>
    public IEnumerable<(string Name, Binding Binding)> ExportsOf(SourceModule module) =>
        NamesOf(module, []).Select(name => (name, Find(module, name, [])!)); // the name comes from NamesOf

    // Otherwise the search for the declaration would never end.
    private void RefuseCircles()
    {
        foreach (var module in graph.All)
        {
            foreach (var import in module.Names.Imports)
            {
                var seen = new HashSet<Binding>();
                for (var binding = import.Local; binding is not null; binding = binding.Imported)
                {
                    if (!seen.Add(binding))
                    {
                        throw BundleException.At(module.Path, import.Position, $"No module declares {import.Name}: it is imported in a circle.");
                    }
                }
            }
        }
    }

    private HashSet<string> NamesOf(SourceModule module, HashSet<SourceModule> seen)
    {
        var own = module.Names.Exports.Select(export => export.Name).ToHashSet(StringComparer.Ordinal);
        if (seen.Add(module))
        {
            foreach (var whole in module.Names.ExportedWhole)
            {
                own.UnionWith(NamesOf(graph.Find(module, whole.Specifier), seen).Where(name => name != "default"));
            }
        }

        return own;
    }

    private Binding Exported(SourceModule from, string specifier, string name, Position position) =>
        Find(graph.Find(from, specifier), name, []) ?? throw BundleException.At(from.Path, position, $"'{specifier}' does not export {name}.");

    private Binding? Find(SourceModule module, string name, HashSet<(SourceModule, string)> seen)
    {
        if (!seen.Add((module, name)))
        {
            return null; // a circle of exports, in which no module declares the name
        }

        if (module.Names.Exports.Find(export => export.Name == name) is { } own)
        {
            return own.Local ?? Find(graph.Find(module, own.Specifier!), own.FromName!, seen); // one of the two is set
        }

        return name == "default" ? null : module.Names.ExportedWhole.Select(whole => Find(graph.Find(module, whole.Specifier), name, seen)).FirstOrDefault(found => found is not null);
    }
}
