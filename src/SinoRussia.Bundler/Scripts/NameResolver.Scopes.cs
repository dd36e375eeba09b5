using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>What the scopes of a module declare.</summary>
internal sealed partial class NameResolver
{
    private static Scope Named(Scope scope, string name)
    {
        var own = scope.NewInner();
        own.Declare(name);
        return own;
    }

    private static Scope Declare(Scope scope, DeclaredNames declared, bool isHoisting)
    {
        foreach (var name in isHoisting ? [.. declared.Hoisted, .. declared.Own] : declared.Own)
        {
            scope.Declare(name);
        }

        foreach (var name in isHoisting ? [] : declared.Parameters) // the parameters of a catch clause
        {
            scope.Declare(name);
        }

        return scope;
    }

    private static IEnumerable<Identifier> DeclaredBy(Node declaration) => declaration switch
    {
        IFunction { Id: { } id } => [id],
        IClass { Id: { } id } => [id],
        VariableDeclaration variables => variables.Declarations.SelectMany(variable => DeclaredBy(variable.Id)),
        Identifier identifier => [identifier],
        AssignmentPattern pattern => DeclaredBy(pattern.Left),
        RestElement rest => DeclaredBy(rest.Argument),
        Property property => DeclaredBy(property.Value),
        _ => declaration.ChildNodes.SelectMany(DeclaredBy),
    };

    private string NameOf(Node name) => name is Identifier identifier ? identifier.Name : throw names.Refusal(name, "A name in quotes cannot be bundled.");
}
