using System.Text;
using System.Text.RegularExpressions;
using NUglify;
using NUglify.Css;

namespace SinoRussia.Bundler.Styles;

/// <summary>Joins all stylesheets that one stylesheet imports.</summary>
internal static partial class StylesheetBundle
{
    private static readonly CssSettings Minified = new() { CommentMode = CssComment.None };

    /// <param name="path">The stylesheet with the imports. It may contain only <c>@import "name.css";</c> and one-line comments, each on its own
    /// line.</param>
    /// <param name="read">Returns the text of the file at a path.</param>
    /// <exception cref="BundleException">A stylesheet cannot be found or read.</exception>
    public static string Make(string path, Func<string, string> read)
    {
        var whole = new StringBuilder();
        var line = 0;
        foreach (var text in SourceText.OfEntry(path, read).Split('\n').Select(text => text.Trim()))
        {
            line++;
            if (Import().Match(text) is { Success: true } import)
            {
                whole.Append(Listed(path, line, import.Groups["name"].Value, read));
            }
            else if (text.Length > 0 && !Comment().IsMatch(text))
            {
                throw new BundleException(path, line, 1, "A sheet that lists others has nothing else in it: a line is @import \"name.css\"; or a comment.");
            }
        }

        return whole.ToString();
    }

    private static string Listed(string list, int line, string name, Func<string, string> read)
    {
        var path = Path.Combine(Path.GetDirectoryName(list) ?? "", name);
        var text = SourceText.Of(path, read, new BundleException(list, line, 1, $"'{name}' leads nowhere."));
        if (text.IndexOf("@import", StringComparison.Ordinal) is >= 0 and var nested)
        {
            throw new BundleException(path, text[..nested].Count(c => c == '\n') + 1, 1, "Only a sheet that lists others may import: browsers pass over it elsewhere.");
        }

        var minified = Uglify.Css(text, path, Minified);
        return minified.Errors.FirstOrDefault() is { } error
            ? throw new BundleException(path, error.StartLine, error.StartColumn, error.Message)
            : minified.Code;
    }

    [GeneratedRegex("""^@import "(?<name>[^"/\\]+\.css)";$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Import();

    [GeneratedRegex(@"^/\*.*\*/$")]
    private static partial Regex Comment();
}
