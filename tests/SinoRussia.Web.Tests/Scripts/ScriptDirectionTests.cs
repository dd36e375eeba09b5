using System.Reflection;
using SinoRussia.Bundler.Scripts;

namespace SinoRussia.Web.Tests.Scripts;

/// <summary>Which scripts may import which others: the folders are ordered, and there are no import cycles.</summary>
public sealed class ScriptDirectionTests
{
    /// <summary>The folders in order: a module may import from its own folder and from those before it. The entry is in no folder.</summary>
    private static readonly string[] Order = ["text", "outbox", "ui", "reading", "notes", ""];

    [Fact]
    public void Our_scripts_follow_the_folder_order_and_have_no_import_cycles()
    {
        var root = Path.GetDirectoryName(typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!)!;
        var folder = Path.Combine(root, "wwwroot", "js");
        var modules = Directory.EnumerateFiles(folder, "*.js", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

        Assert.All(Order, name => Assert.Contains(modules.Keys, path => FolderOf(path) == name));
        Assert.Empty(FaultsOf(modules));
    }

    [Theory]
    [InlineData("import { a } from \"../notes/other.js\";", "text/one.js imports notes/other.js, against the order")]
    [InlineData("import(\"../notes/other.js\").then(go);", "text/one.js imports notes/other.js, against the order")]
    [InlineData("export { a } from \"../notes/other.js\";", "text/one.js imports notes/other.js, against the order")]
    [InlineData("import \"../reader.js\";", "text/one.js imports reader.js, against the order")]
    [InlineData("import { a } from \"./gone.js\";", "text/one.js imports text/gone.js, which is not there")]
    [InlineData("import {\n  a,\n} from \"./two.js\";", "text/one.js → text/two.js → text/one.js is a circle")]
    [InlineData("async () => (await import(\"./two.js\")).go();", "text/one.js → text/two.js → text/one.js is a circle")]
    public void A_wrong_import_is_reported(string text, string fault)
    {
        var faults = FaultsOf(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["text/one.js"] = text,
            ["text/two.js"] = "import { one } from \"./one.js\";",
            ["notes/other.js"] = "// imports nothing: import(\"../reader.js\")",
            ["reader.js"] = "import \"./notes/other.js\";",
        });

        Assert.Equal([fault], faults);
    }

    private static List<string> FaultsOf(Dictionary<string, string> modules)
    {
        var imports = modules.ToDictionary(module => module.Key, module => ImportsOf(module.Key, module.Value).ToList(), StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var (path, imported) in imports.SelectMany(module => module.Value.Select(imported => (module.Key, imported))))
        {
            if (!modules.ContainsKey(imported))
            {
                faults.Add($"{path} imports {imported}, which is not there");
            }
            else if (Array.IndexOf(Order, FolderOf(imported)) > Array.IndexOf(Order, FolderOf(path)))
            {
                faults.Add($"{path} imports {imported}, against the order");
            }
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in modules.Keys)
        {
            AddCircles(path, [], imports, done, faults);
        }

        return faults;
    }

    private static void AddCircles(string path, List<string> way, Dictionary<string, List<string>> imports, HashSet<string> done, List<string> faults)
    {
        if (way.IndexOf(path) is var start and >= 0)
        {
            faults.Add($"{string.Join(" → ", way[start..])} → {path} is a circle");
            return;
        }

        if (!done.Contains(path))
        {
            foreach (var imported in imports.GetValueOrDefault(path) ?? [])
            {
                AddCircles(imported, [.. way, path], imports, done, faults);
            }

            done.Add(path);
        }
    }

    // The parser refuses imports that it cannot follow, such as import(address).
    private static IEnumerable<string> ImportsOf(string path, string text)
    {
        var names = SourceModule.Parse(path, text).Names;
        return names.Needed.Concat(names.Late).Select(reference => Path.GetRelativePath(".", Path.Combine(FolderOf(path), reference.Specifier)).Replace('\\', '/'));
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!; // none of the paths is a root
}
