namespace SinoRussia.Bundler.Scripts;

/// <summary>Gives the declarations of one script the shortest names possible: the name that is written most often becomes the shortest.</summary>
/// <remarks>Top-level declarations of all modules share the top level of the script, so each gets a unique name. Inside functions, a name is reused
/// wherever no other declaration with that name is visible: for example, the third names of all functions at the same depth share a slot.</remarks>
internal sealed class ShortNames
{
    private const string First = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_";
    private const string Further = First + "0123456789";

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "async", "await", "break", "case", "catch", "class", "const", "debugger", "default", "delete", "do", "else", "enum", "export", "extends", "false",
        "finally", "for", "from", "function", "get", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "of", "package",
        "private", "protected", "public", "return", "set", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
    };

    private readonly List<(int Order, List<Binding> Bindings)> slots = [];
    private readonly List<List<Binding>> inner = [];

    private ShortNames()
    {
    }

    /// <param name="taken">Further names that the script uses.</param>
    public static IEnumerable<(Binding Binding, string Name)> For(IReadOnlyList<SourceModule> modules, IEnumerable<string> taken)
    {
        var names = new ShortNames();
        foreach (var module in modules)
        {
            names.AddModule(module);
        }

        var free = Names(modules.SelectMany(module => module.Names.Globals).Concat(taken).Concat(Reserved).ToHashSet(StringComparer.Ordinal)).GetEnumerator();
        foreach (var (_, bindings) in names.slots.Concat(names.inner.Select((bindings, depth) => (names.slots.Count + depth, bindings))).OrderByDescending(slot => slot.Item2.Sum(binding => binding.Uses)).ThenBy(slot => slot.Item1).ToList())
        {
            free.MoveNext();
            foreach (var binding in bindings)
            {
                yield return (binding, free.Current);
            }
        }
    }

    private void AddModule(SourceModule module)
    {
        foreach (var use in module.Names.Uses.Values)
        {
            use.Binding.Declared.Uses++;
        }

        foreach (var binding in module.Names.Top.Bindings.Where(binding => binding.Imported is null))
        {
            slots.Add((slots.Count, [binding]));
        }

        AddInner(module.Names.Top, 0);
    }

    private void AddInner(Scope scope, int depth)
    {
        foreach (var child in scope.Inner)
        {
            var next = depth;
            foreach (var binding in child.Bindings)
            {
                if (next == inner.Count)
                {
                    inner.Add([]);
                }

                inner[next++].Add(binding);
            }

            AddInner(child, next);
        }
    }

    private static IEnumerable<string> Names(HashSet<string> taken)
    {
        for (var number = 0; ; number++)
        {
            var name = $"{First[number % First.Length]}";
            for (var rest = number / First.Length; rest > 0; rest /= Further.Length)
            {
                name += Further[--rest % Further.Length];
            }

            if (!taken.Contains(name))
            {
                yield return name;
            }
        }
    }
}
