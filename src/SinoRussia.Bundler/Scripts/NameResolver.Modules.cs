using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>Imports, exports and <c>import()</c>: what a module needs of others and offers them.</summary>
internal sealed partial class NameResolver
{
    private void WalkModuleStatement(Statement statement, Scope scope)
    {
        names.ImportsAndExports.Add(statement);
        switch (statement)
        {
            case ImportDeclaration import:
                AddNeeded(import.Source, import.Attributes.Count > 0);
                foreach (var specifier in import.Specifiers)
                {
                    var name = specifier switch
                    {
                        ImportSpecifier named => NameOf(named.Imported),
                        ImportDefaultSpecifier => "default",
                        _ => throw names.Refusal(specifier, "import * cannot be bundled: import each name."),
                    };
                    names.Imports.Add(new Import(scope.Find(specifier.Local.Name)!, import.Source.Value, name, specifier.Location.Start)); // the import declares it
                }

                break;
            case ExportAllDeclaration { Exported: not null }:
                throw names.Refusal(statement, "export * as cannot be bundled: export each name.");
            case ExportAllDeclaration all:
                AddNeeded(all.Source, all.Attributes.Count > 0);
                names.ExportedWhole.Add(names.Needed[^1]);
                break;
            case ExportDefaultDeclaration standard:
                var local = names.Default ?? scope.Find((standard.Declaration is IFunction function ? function.Id : ((IClass)standard.Declaration).Id)!.Name);
                names.Exports.Add(new Export("default", local, null, null, standard.Location.Start));
                Walk(standard.Declaration, scope);
                break;
            case ExportNamedDeclaration { Source: { } source } from:
                AddNeeded(source, from.Attributes.Count > 0);
                foreach (var specifier in from.Specifiers)
                {
                    names.Exports.Add(new Export(NameOf(specifier.Exported), null, source.Value, NameOf(specifier.Local), specifier.Location.Start));
                }

                break;
            case ExportNamedDeclaration { Declaration: { } declaration }:
                foreach (var name in DeclaredBy(declaration))
                {
                    names.Exports.Add(new Export(name.Name, scope.Find(name.Name), null, null, name.Location.Start));
                }

                Walk(declaration, scope);
                break;
            case ExportNamedDeclaration list:
                foreach (var specifier in list.Specifiers)
                {
                    names.Exports.Add(new Export(NameOf(specifier.Exported), scope.Find(NameOf(specifier.Local)), null, null, specifier.Location.Start));
                }

                break;
        }
    }

    private void AddNeeded(StringLiteral source, bool hasAttributes)
    {
        if (hasAttributes)
        {
            throw names.Refusal(source, "import attributes cannot be bundled.");
        }

        names.Needed.Add(new Reference(source.Value, source.Location.Start, source.Start));
    }

    private void AddLate(ImportExpression import)
    {
        if (import is not { Source: StringLiteral source, Options: null })
        {
            throw names.Refusal(import, "import() needs the name of a module, in quotes and alone: the build looks for it.");
        }

        names.Late.Add(new Reference(source.Value, source.Location.Start, source.Start));
    }
}
