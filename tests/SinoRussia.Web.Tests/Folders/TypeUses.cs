using Mono.Cecil;
using Assembly = System.Reflection.Assembly;

namespace SinoRussia.Web.Tests.Folders;

/// <summary>Which types of an assembly use which, as compiled: what a lambda, an iterator or a page's markup uses counts for the type around it.</summary>
internal static class TypeUses
{
    public static IReadOnlyList<((string Namespace, string Name) From, (string Namespace, string Name) To)> In(Assembly assembly, string root) =>
        In(assembly, root, used => IsOurs(used, root), used => (used.Namespace, used.Name));

    /// <summary>The same for types of other assemblies, by the name of the assembly.</summary>
    public static IReadOnlyList<((string Namespace, string Name) From, string To)> OfAssemblies(Assembly assembly, string root) =>
        In(assembly, root, used => used.Scope is AssemblyNameReference, used => used.Scope.Name);

    private static IReadOnlyList<((string Namespace, string Name) From, T To)> In<T>(Assembly assembly, string root, Func<TypeReference, bool> isAsked, Func<TypeReference, T> name)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return
        [
            .. module.Types.Where(type => IsOurs(type, root)).SelectMany(type => Used(type).SelectMany(Parts).Select(Outermost).Where(isAsked)
                .Select(used => ((type.Namespace, type.Name), name(used)))).Distinct(),
        ];
    }

    private static bool IsOurs(TypeReference type, string root) =>
        type.Namespace == root || type.Namespace.StartsWith($"{root}.", StringComparison.Ordinal) || (type.Name == nameof(Program) && type.Namespace.Length == 0);

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. OfAttributes(type), .. OfConstraints(type),
        .. type.Fields.SelectMany(field => OfAttributes(field).Append(field.FieldType)),
        .. type.Properties.SelectMany(OfAttributes),
        .. type.Methods.SelectMany(Used),
        .. type.NestedTypes.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        .. OfSignature(method), .. OfAttributes(method), .. OfConstraints(method),
        .. method.Parameters.SelectMany(OfAttributes),
        .. !method.HasBody ? [] : method.Body.Variables.Select(variable => variable.VariableType)
            .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
            .Concat(method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
            {
                TypeReference used => [used],
                MethodReference called => OfSignature(called),
                FieldReference field => [field.DeclaringType, field.FieldType],
                _ => Array.Empty<TypeReference?>(),
            })),
    ];

    private static IEnumerable<TypeReference?> OfSignature(MethodReference method) =>
    [
        method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> OfAttributes(ICustomAttributeProvider member) => member.CustomAttributes
        .SelectMany(attribute => attribute.ConstructorArguments.Concat(attribute.Properties.Select(property => property.Argument))
            .Select(argument => argument.Value as TypeReference).Append(attribute.AttributeType));

    private static IEnumerable<TypeReference?> OfConstraints(IGenericParameterProvider member) =>
        member.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    // List<Essay[]> is a list, an array and an essay.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification of => Parts(of.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } around ? Outermost(around) : type;
}
