using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>Walks a module and finds the declaration of each identifier. The parser has already found the declarations of each scope.</summary>
internal sealed partial class NameResolver(ModuleNames names, IReadOnlyDictionary<Node, DeclaredNames> scopes)
{
    private int functions; // the number of functions around the current node

    public void Resolve(Module ast)
    {
        Declare(names.Top, scopes[ast], isHoisting: true);
        foreach (var statement in ast.Body)
        {
            Walk(statement, names.Top);
        }
    }

    private void WalkAll(Node node, Scope scope)
    {
        foreach (var child in node.ChildNodes)
        {
            Walk(child, scope);
        }
    }

    /// <param name="isTarget">Whether something is assigned to the node.</param>
    private void Walk(Node? node, Scope scope, bool isTarget = false)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case null:
            case BreakStatement or ContinueStatement or MetaProperty { Meta.Name: not "import" }:
                break;
            case Identifier identifier:
                Use(identifier, scope, isTarget, isShorthand: false);
                break;
            case ImportDeclaration or ExportDeclaration:
                WalkModuleStatement((Statement)node, scope);
                break;
            case ImportExpression import:
                AddLate(import);
                break;
            case MetaProperty:
                throw names.Refusal(node, "import.meta cannot be bundled: the module has no address of its own any more.");
            case AwaitExpression or ForOfStatement { Await: true } when functions == 0:
                throw names.Refusal(node, "await outside of a function cannot be bundled: all modules of the script would wait.");
            case CallExpression { Callee: Identifier { Name: "eval" } }:
                throw names.Refusal(node, "eval cannot be bundled: names are shortened.");
            case IFunction:
                WalkFunction(node, scope);
                break;
            case IClass:
                WalkClass(node, scope);
                break;
            case MemberExpression member:
                Walk(member.Object, scope);
                WalkKey(member.Property, member.Computed, scope);
                break;
            case Property property:
                WalkProperty(property, scope, isTarget);
                break;
            case IClassElement and IProperty element:
                WalkKey(element.Key, element.Computed, scope);
                functions++; // a field's value is evaluated like a function's body
                Walk(element.Value, scope);
                functions--;
                break;
            case LabeledStatement labeled:
                Walk(labeled.Body, scope);
                break;
            case AssignmentExpression assignment:
                Walk(assignment.Left, scope, isTarget: true);
                Walk(assignment.Right, scope);
                break;
            case UpdateExpression update:
                Walk(update.Argument, scope, isTarget: true);
                break;
            case AssignmentPattern pattern:
                Walk(pattern.Left, scope, isTarget);
                Walk(pattern.Right, scope);
                break;
            case RestElement rest:
                Walk(rest.Argument, scope, isTarget);
                break;
            case ArrayPattern or ObjectPattern:
                foreach (var part in node.ChildNodes)
                {
                    Walk(part, scope, isTarget);
                }

                break;
            default:
                WalkStatement(node, scope);
                break;
        }
    }

    private void WalkStatement(Node node, Scope scope)
    {
        if (node is EmptyStatement)
        {
            names.EmptyStatements.Add(node.Start);
        }

        var inner = scopes.TryGetValue(node, out var declared) ? Declare(scope.NewInner(), declared, isHoisting: node is StaticBlock) : scope;
        switch (node)
        {
            case SwitchStatement choice:
                Walk(choice.Discriminant, scope); // not yet in the scope of its cases
                foreach (var part in choice.Cases)
                {
                    Walk(part, inner);
                }

                break;
            case ForInStatement loop:
                Walk(loop.Left, inner, isTarget: true);
                Walk(loop.Right, inner);
                Walk(loop.Body, inner);
                break;
            case ForOfStatement loop:
                Walk(loop.Left, inner, isTarget: true);
                Walk(loop.Right, inner);
                Walk(loop.Body, inner);
                break;
            default:
                WalkAll(node, inner);
                break;
        }
    }

    private void WalkFunction(Node node, Scope scope)
    {
        var function = (IFunction)node;
        if (function.Id is { } id)
        {
            // The name of a function expression is visible only inside it.
            scope = node is FunctionDeclaration ? scope : Named(scope, id.Name);
            Use(id, scope, isTarget: false, isShorthand: false);
        }

        var declared = scopes[node];
        var parameters = scope.NewInner();
        foreach (var name in declared.Parameters)
        {
            parameters.Declare(name);
        }

        var body = Declare(parameters.NewInner(), declared with
        {
            Hoisted = [.. declared.Hoisted.Except(declared.Parameters, StringComparer.Ordinal)],
            Own = [.. declared.Own.Except(declared.Parameters, StringComparer.Ordinal)],
        }, isHoisting: true);
        functions++;
        foreach (var parameter in function.Params)
        {
            Walk(parameter, parameters);
        }

        if (function.Body is BlockStatement block)
        {
            WalkAll(block, body);
        }
        else
        {
            Walk(function.Body, body);
        }

        functions--;
    }

    private void WalkClass(Node node, Scope scope)
    {
        var declaration = (IClass)node;
        if (declaration.Id is { } id)
        {
            scope = node is ClassDeclaration ? scope : Named(scope, id.Name);
            Use(id, scope, isTarget: false, isShorthand: false);
        }

        Walk(declaration.SuperClass, scope);
        WalkAll(declaration.Body, scope);
    }

    private void WalkProperty(Property property, Scope scope, bool isTarget)
    {
        if (!property.Shorthand)
        {
            WalkKey(property.Key, property.Computed, scope);
            Walk(property.Value, scope, isTarget);
            return;
        }

        if (property.Value is AssignmentPattern pattern)
        {
            Use((Identifier)pattern.Left, scope, isTarget, isShorthand: true);
            Walk(pattern.Right, scope);
        }
        else
        {
            Use((Identifier)property.Value, scope, isTarget, isShorthand: true);
        }
    }

    private void WalkKey(Node key, bool isComputed, Scope scope)
    {
        if (isComputed)
        {
            Walk(key, scope);
        }
    }

    private void Use(Identifier identifier, Scope scope, bool isTarget, bool isShorthand)
    {
        if (scope.Find(identifier.Name) is not { } binding)
        {
            names.Globals.Add(identifier.Name);
            return;
        }

        if (isTarget && names.Imports.Exists(import => import.Local == binding))
        {
            throw names.Refusal(identifier, $"{identifier.Name} is imported: only its own module can assign to it.");
        }

        names.Uses[identifier.Start] = new Use(binding, isShorthand);
    }
}
