using Acornima;
using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>An import of one name.</summary>
/// <param name="Local">What it is called here.</param>
/// <param name="Name">What the other module exports it as.</param>
internal sealed record Import(Binding Local, string Specifier, string Name, Position Position);

/// <summary>An export of one name: of what is declared or imported here, or of what another module exports as <paramref name="FromName"/>.</summary>
internal sealed record Export(string Name, Binding? Local, string? Specifier, string? FromName, Position Position);

/// <summary>Another module that is named: by an import or an export, or by <c>import()</c>.</summary>
/// <param name="Start">Where its name is written.</param>
internal sealed record Reference(string Specifier, Position Position, int Start);

/// <summary>An identifier that stands for a declaration.</summary>
/// <param name="IsShorthand">Whether it also names a property: <c>{ name }</c>.</param>
internal sealed record Use(Binding Binding, bool IsShorthand);

/// <summary>What a module declares, imports and exports, and which declaration each of its identifiers stands for.</summary>
internal sealed class ModuleNames(string path, Scope top)
{
    public Scope Top { get; } = top;

    public Dictionary<int, Use> Uses { get; } = [];

    /// <summary>Names that the browser declares.</summary>
    public HashSet<string> Globals { get; } = new(StringComparer.Ordinal);

    public List<Import> Imports { get; } = [];

    public List<Export> Exports { get; } = [];

    /// <summary>Modules of which everything is exported.</summary>
    public List<Reference> ExportedWhole { get; } = [];

    /// <summary>Modules that come before this one, in their order.</summary>
    public List<Reference> Needed { get; } = [];

    /// <summary>Modules that come when they are asked for.</summary>
    public List<Reference> Late { get; } = [];

    public List<Statement> ImportsAndExports { get; } = [];

    /// <summary>Semicolons that are a statement by themselves.</summary>
    public HashSet<int> EmptyStatements { get; } = [];

    /// <summary>What an anonymous default export is called.</summary>
    public Binding? Default { get; set; }

    public static ModuleNames Of(string path, Module ast, IReadOnlyDictionary<Node, DeclaredNames> scopes)
    {
        var names = new ModuleNames(path, new Scope(null));
        foreach (var statement in ast.Body)
        {
            if (statement is ExportDefaultDeclaration { Declaration: not (FunctionDeclaration { Id: not null } or ClassDeclaration { Id: not null }) })
            {
                names.Top.Declare("*default*");
                names.Default = names.Top.Find("*default*");
            }
        }

        new NameResolver(names, scopes).Resolve(ast);
        return names;
    }

    /// <exception cref="BundleException">Always.</exception>
    public BundleException Refusal(Node node, string reason) => BundleException.At(path, node.Location.Start, reason);
}
