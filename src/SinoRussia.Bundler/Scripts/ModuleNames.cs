using Acornima;
using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>An import of one name.</summary>
/// <param name="Local">Its name in this module.</param>
/// <param name="Name">Its name in the exporting module.</param>
internal sealed record Import(Binding Local, string Specifier, string Name, Position Position);

/// <summary>An export of one name: a declaration or import of this module, or the export <paramref name="FromName"/> of another module.</summary>
internal sealed record Export(string Name, Binding? Local, string? Specifier, string? FromName, Position Position);

/// <summary>A reference to another module, by an import, an export or <c>import()</c>.</summary>
/// <param name="Start">The position of the specifier.</param>
internal sealed record Reference(string Specifier, Position Position, int Start);

/// <summary>An identifier that refers to a declaration.</summary>
/// <param name="IsShorthand">Whether it also names a property: <c>{ name }</c>.</param>
internal sealed record Use(Binding Binding, bool IsShorthand);

/// <summary>What a module declares, imports and exports, and the declaration that each of its identifiers refers to.</summary>
internal sealed class ModuleNames(string path, Scope top)
{
    public Scope Top { get; } = top;

    public Dictionary<int, Use> Uses { get; } = [];

    /// <summary>Names that the module does not declare and the browser may.</summary>
    public HashSet<string> Globals { get; } = new(StringComparer.Ordinal);

    public List<Import> Imports { get; } = [];

    public List<Export> Exports { get; } = [];

    /// <summary>Modules whose exports are all re-exported.</summary>
    public List<Reference> ExportedWhole { get; } = [];

    /// <summary>The modules that run before this one, in that order.</summary>
    public List<Reference> Needed { get; } = [];

    /// <summary>The modules that are imported by <c>import()</c>.</summary>
    public List<Reference> Late { get; } = [];

    public List<Statement> ImportsAndExports { get; } = [];

    /// <summary>The positions of semicolons that are empty statements.</summary>
    public HashSet<int> EmptyStatements { get; } = [];

    /// <summary>The name of an anonymous default export.</summary>
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
