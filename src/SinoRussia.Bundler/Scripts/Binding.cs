namespace SinoRussia.Bundler.Scripts;

/// <summary>A name that a module declares or imports, in one scope.</summary>
internal sealed class Binding(string name, Scope scope)
{
    public string Name { get; } = name;

    public Scope Scope { get; } = scope;

    /// <summary>How often it is written.</summary>
    public int Uses { get; set; }

    /// <summary>What an imported name stands for: the declaration in another module.</summary>
    public Binding? Imported { get; set; }

    /// <summary>The declaration itself.</summary>
    public Binding Declared => Imported?.Declared ?? this;
}

/// <summary>A part of a module in which names are declared.</summary>
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
        if (!bindings.ContainsKey(name)) // var and parameters may be declared twice, and are one
        {
            bindings[name] = new Binding(name, this);
        }
    }

    /// <summary>What this name means here, or <see langword="null"/> when the module does not declare it: the browser may.</summary>
    public Binding? Find(string name) => bindings.GetValueOrDefault(name) ?? Outer?.Find(name);
}
