using Acornima;
using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>A module as it was parsed.</summary>
internal sealed class SourceModule
{
    private SourceModule(string path, string text) => (Path, Text) = (path, text);

    public string Path { get; }

    public string Text { get; }

    /// <summary>Its tokens in the order of the text, comments and white space left out.</summary>
    public List<Token> Tokens { get; } = [];

    /// <summary>Where a statement ends without a semicolon.</summary>
    public HashSet<int> MissingSemicolons { get; } = [];

    /// <summary>Commas after which nothing more comes.</summary>
    public HashSet<int> TrailingCommas { get; } = [];

    public required Module Ast { get; init; }

    /// <summary>What it names and how.</summary>
    public required ModuleNames Names { get; init; }

    /// <exception cref="BundleException">It is no standard module, or uses what cannot be bundled.</exception>
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
    }
}

/// <summary>The names that the parser found declared in a scope. Parameters come apart from what the body of their function declares.</summary>
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
