using System.Text;
using Acornima;
using Acornima.Ast;

namespace SinoRussia.Bundler.Scripts;

/// <summary>Writes modules one after the other, token by token: without comments, white space, imports and exports, and with short names.</summary>
/// <param name="nameOf">Returns the name of a declaration in the script.</param>
/// <param name="fileOf">Returns the file of a module that <c>import()</c> loads.</param>
internal sealed class ScriptWriter(Func<Binding, string> nameOf, Func<SourceModule, string, string> fileOf)
{
    private readonly StringBuilder script = new();
    private TokenKind last = TokenKind.EOF;
    private bool owesSemicolon;

    public void Write(SourceModule module)
    {
        var names = module.Names;
        var replaced = names.Late.ToDictionary(reference => reference.Start, reference => $"\"{fileOf(module, reference.Specifier)}\"");
        var ends = new HashSet<int>(module.MissingSemicolons);
        var left = LeftOut(module, replaced, ends);
        foreach (var token in module.Tokens)
        {
            if (token.Start == token.End || left.Exists(range => range.Start <= token.Start && token.End <= range.End))
            {
                continue;
            }

            if (replaced.TryGetValue(token.Start, out var instead))
            {
                Write(instead, token.Kind);
            }
            else if (!IsSpare(module, token))
            {
                Write(TextOf(module, token), token.Kind, names.EmptyStatements.Contains(token.Start));
            }

            if (ends.Contains(token.End))
            {
                Write(";", TokenKind.Punctuator);
            }
        }
    }

    /// <summary>Writes a statement that is not in the sources.</summary>
    public void Write(string statement) => Write(statement, TokenKind.Punctuator);

    public override string ToString() => script.ToString();

    // The last comma of a list, which can be left out; but not in an array that ends with a hole.
    private bool IsSpare(SourceModule module, Token token) => module.TrailingCommas.Contains(token.Start) && script[^1] is not (',' or '[');

    private string TextOf(SourceModule module, Token token)
    {
        if (!module.Names.Uses.TryGetValue(token.Start, out var use))
        {
            return module.Text[token.Start..token.End];
        }

        var name = nameOf(use.Binding.Declared);
        return use.IsShorthand && name != use.Binding.Name ? $"{use.Binding.Name}:{name}" : name;
    }

    private void Write(string text, TokenKind kind, bool isStatement = false)
    {
        if (owesSemicolon && text[0] != '}')
        {
            script.Append(';');
            last = TokenKind.Punctuator;
        }

        owesSemicolon = text == ";" && !isStatement; // the last one before a closing brace can be left out
        if (owesSemicolon)
        {
            return;
        }

        if (script.Length > 0 && MustStandApart(script[^1], text[0]))
        {
            script.Append(' ');
        }

        script.Append(text);
        last = kind;
    }

    private bool MustStandApart(char before, char after) => last switch
    {
        TokenKind.Template => false,
        TokenKind.RegExpLiteral => IsInName(after), // it would be read as a flag
        TokenKind.NumericLiteral when after == '.' => true,
        _ => (IsInName(before) && IsInName(after)) || (before == after && after is '+' or '-' or '/'),
    };

    private static bool IsInName(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '\\' || c > '\x7f';

    // The parts of imports and exports that are left out, and what is written instead.
    private List<(int Start, int End)> LeftOut(SourceModule module, Dictionary<int, string> replaced, HashSet<int> ends)
    {
        var left = new List<(int, int)>();
        foreach (var statement in module.Names.ImportsAndExports)
        {
            switch (statement)
            {
                case ExportNamedDeclaration { Declaration: { } declaration }:
                    left.Add((statement.Start, declaration.Start));
                    break;
                case ExportDefaultDeclaration { Declaration: { } declaration }:
                    left.Add((module.Names.Default is null ? statement.Start : statement.Start + "export".Length, declaration.Start));
                    if (module.Names.Default is { } anonymous)
                    {
                        replaced[statement.Start] = $"const {nameOf(anonymous)}=";
                        if (declaration is FunctionDeclaration or ClassDeclaration)
                        {
                            ends.Add(statement.End); // it is an expression now
                        }
                    }

                    break;
                default:
                    left.Add((statement.Start, statement.End));
                    break;
            }
        }

        return left;
    }
}
