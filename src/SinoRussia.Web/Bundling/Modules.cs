using System.Text.RegularExpressions;

namespace SinoRussia.Web.Bundling;

/// <summary>Joins modules into one script, and into a part for each that is imported only when it is needed.</summary>
/// <remarks>
/// <para>Every module becomes a function that is called once, in the order of imports, and hands out what the module exports. What
/// parts share is in the main script, which hands it to them: no module is there twice.</para>
/// <para>It understands the little that our modules use: named imports without <c>as</c>, exports where something is declared,
/// <c>import("./name.js")</c>, no cycles. Anything else is refused.</para>
/// </remarks>
internal sealed partial class Modules
{
    private readonly Func<string, string> read;
    private readonly Func<string, string> fileOf;
    private readonly List<string> order = [];
    private readonly List<string> begun = [];

    /// <param name="read">The text of a module, by its name without ending.</param>
    /// <param name="fileOf">The name under which the main script or a part is served.</param>
    private Modules(Func<string, string> read, Func<string, string> fileOf) => (this.read, this.fileOf) = (read, fileOf);

    /// <summary>The main script under the name of <paramref name="entry"/>, and each part under its own.</summary>
    /// <exception cref="NotSupportedException">A module uses what is not understood.</exception>
    public static IReadOnlyDictionary<string, string> Join(string entry, Func<string, string> read, Func<string, string> fileOf) =>
        new Modules(read, fileOf).Join(entry);

    private Dictionary<string, string> Join(string entry)
    {
        Visit(entry);
        var parts = new List<string>();
        foreach (var part in order.ToList().SelectMany(PartsOf))
        {
            AddPart(part, parts);
        }

        if (parts.Find(part => order.Contains(part, StringComparer.Ordinal)) is { } both)
        {
            throw new NotSupportedException($"{both}.js is imported at once by one module and when it is needed by another.");
        }

        var scripts = parts.ToDictionary(part => part, part => Part(part, entry), StringComparer.Ordinal);
        var shared = parts.SelectMany(ImportsOf).Distinct(StringComparer.Ordinal).Select(NameOf).ToList();
        scripts[entry] = string.Concat(order.Select(Wrapped)) + (shared.Count == 0 ? "" : $"export {{ {string.Join(", ", shared)} }};\n");
        return scripts;
    }

    // What a part imports comes with the main script.
    private void AddPart(string part, List<string> parts)
    {
        if (parts.Contains(part, StringComparer.Ordinal))
        {
            return;
        }

        parts.Add(part);
        foreach (var module in ImportsOf(part))
        {
            Visit(module);
        }

        foreach (var further in PartsOf(part))
        {
            AddPart(further, parts);
        }
    }

    private void Visit(string module)
    {
        if (order.Contains(module, StringComparer.Ordinal))
        {
            return;
        }

        if (begun.Contains(module, StringComparer.Ordinal))
        {
            throw new NotSupportedException($"The modules import each other in a circle: {string.Join(", ", begun)}.");
        }

        begun.Add(module);
        foreach (var import in ImportsOf(module))
        {
            Visit(import);
        }

        begun.Remove(module);
        order.Add(module);
    }

    private IEnumerable<string> ImportsOf(string module) => Import().Matches(read(module)).Select(import => import.Groups["module"].Value);

    private IEnumerable<string> PartsOf(string module) => LateImport().Matches(read(module)).Select(import => import.Groups["module"].Value);

    private string Wrapped(string module)
    {
        var exports = new List<string>();
        var text = Export().Replace(WithNames(module), export =>
        {
            exports.Add(export.Groups["name"].Value);
            return export.Groups["declared"].Value;
        });
        RefuseWhatIsLeft(module, text);
        return $"const {NameOf(module)} = (() => {{\n{text}\nreturn {{ {string.Join(", ", exports)} }};\n}})();\n";
    }

    private string Part(string module, string entry)
    {
        var text = WithNames(module);
        RefuseWhatIsLeft(module, Export().Replace(text, ""));
        var needed = ImportsOf(module).Select(NameOf).ToList();
        return needed.Count == 0 ? text : $"import {{ {string.Join(", ", needed)} }} from \"./{fileOf(entry)}\";\n{text}";
    }

    private string WithNames(string module)
    {
        var text = Import().Replace(read(module), import => import.Groups["names"] is { Success: true } names ? $"const {{{names.Value}}} = {NameOf(import.Groups["module"].Value)};" : "");
        return LateImport().Replace(text, import => $"import(\"./{fileOf(import.Groups["module"].Value)}\")");
    }

    private static void RefuseWhatIsLeft(string module, string text)
    {
        if (Unknown().Match(text) is { Success: true } unknown)
        {
            throw new NotSupportedException($"{module}.js has '{unknown.Value}', which cannot be joined.");
        }
    }

    private static string NameOf(string module) => $"${module.Replace('-', '_')}";

    [GeneratedRegex("""^import (?:\{(?<names>[\w$, ]+)\} from )?"\./(?<module>[a-z-]+)\.js";""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Import();

    [GeneratedRegex("""\bimport\("\./(?<module>[a-z-]+)\.js"\)""", RegexOptions.ExplicitCapture)]
    private static partial Regex LateImport();

    // Not let: who imported it would keep the first value.
    [GeneratedRegex("""^export (?<declared>((async )?function\*?|class|const) (?<name>[\w$]+))""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Export();

    [GeneratedRegex("""^(import|export)\b.*$|\bas [\w$]+.*\} = \$|\bimport\((?!"\./[\w.-]+"\)).*$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Unknown();
}
