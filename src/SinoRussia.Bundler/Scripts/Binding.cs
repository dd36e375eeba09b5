namespace SinoRussia.Bundler.Scripts;

/// <summary>A name that a module declares or imports in one scope.</summary>
internal sealed class Binding(string name, Scope scope)
{
    public string Name { get; } = name;

    public Scope Scope { get; } = scope;

    /// <summary>How often the name occurs.</summary>
    public int Uses { get; set; }

    /// <summary>For an imported name: the declaration in the other module.</summary>
    public Binding? Imported { get; set; }

    /// <summary>The declaration itself, after following imports.</summary>
    public Binding Declared => Imported?.Declared ?? this;
}

/// <summary>A region of a module in which names are declared.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Binding> bindings = new(StringComparer.Ordinal);

    public Scope? Outer { get; } = outer;

    public List<Scope> Inner { get; } = [];

    public IReadOnlyCollection<Binding> Bindings => bindings.Values;

    public Scope NewInner()
    {
        var inner = new Scope(this);
        Inner.Add(inner);
        return inner;
    }

    public void Declare(string name)
    {
        if (!bindings.ContainsKey(name)) // a var or a parameter can be declared twice, and is one variable
        {
            bindings[name] = new Binding(name, this);
        }
    }

    /// <summary>The declaration that a name refers to in this scope; <see langword="null"/> when the module does not declare it, but perhaps the
    /// browser does.</summary>
    public Binding? Find(string name) => bindings.GetValueOrDefault(name) ?? Outer?.Find(name);
}
