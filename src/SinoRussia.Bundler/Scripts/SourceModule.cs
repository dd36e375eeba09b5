using Acornima;
using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>A parsed module.</summary>
internal sealed class SourceModule
{
    private SourceModule(string path, string text) => (Path, Text) = (path, text);

    public string Path { get; }

    public string Text { get; }

    /// <summary>Its tokens in the order of the text, without comments and white space.</summary>
    public List<Token> Tokens { get; } = [];

    /// <summary>The positions where a statement ends without a semicolon.</summary>
    public HashSet<int> MissingSemicolons { get; } = [];

    /// <summary>The positions of trailing commas.</summary>
    public HashSet<int> TrailingCommas { get; } = [];

    public required Module Ast { get; init; }

    /// <summary>The names that it declares, imports and exports.</summary>
    public required ModuleNames Names { get; init; }

    /// <exception cref="BundleException">It is not a standard module, or uses a feature that cannot be bundled.</exception>
    public static SourceModule Parse(string path, string text)
    {
        var tokens = new List<Token>();
        var missing = new HashSet<int>();
        var trailing = new HashSet<int>();
        var scopes = new Dictionary<Node, DeclaredNames>();
        var parser = new Parser(new ParserOptions
        {
            OnToken = (in Token token) => tokens.Add(token),
            OnInsertedSemicolon = (index, _) => missing.Add(index),
            OnTrailingComma = (index, _) => trailing.Add(index),
            OnNode = (node, in context) =>
            {
                if (context.HasScope)
                {
                    scopes[node] = DeclaredNames.Of(context.Scope);
                }
            },
        });
        try
        {
            var ast = parser.ParseModule(text, path);
            var module = new SourceModule(path, text) { Ast = ast, Names = ModuleNames.Of(path, ast, scopes) };
            module.Tokens.AddRange(tokens);
            module.MissingSemicolons.UnionWith(missing);
            module.TrailingCommas.UnionWith(trailing);
            return module;
        }
        catch (ParseErrorException error)
        {
            throw new BundleException(path, error.LineNumber, error.Column + 1, error.Description);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new BundleException(path, 1, 1, "It is nested too deeply.");
        }
    }
}

/// <summary>The names that the parser found in a scope. A function's parameters are separate from the declarations in its body.</summary>
internal sealed record DeclaredNames(IReadOnlyList<string> Parameters, IReadOnlyList<string> Hoisted, IReadOnlyList<string> Own)
{
    public static DeclaredNames Of(in Acornima.Scope scope) => new(
        [.. Names(scope.VarVariables[..scope.VarParamCount]), .. Names(scope.LexicalVariables[..scope.LexicalParamCount])],
        Names(scope.VarVariables[scope.VarParamCount..]),
        [.. Names(scope.LexicalVariables[scope.LexicalParamCount..]), .. Names(scope.Functions)]);

    private static List<string> Names(ReadOnlySpan<Identifier> identifiers)
    {
        var names = new List<string>();
        foreach (var identifier in identifiers)
        {
            names.Add(identifier.Name);
        }

        return names;
    }
}
