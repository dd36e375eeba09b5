using System.Reflection;
using System.Text.RegularExpressions;
using SinoRussia.Essays;

namespace SinoRussia.Web.Tests.Folders;

/// <summary>Folders of the two projects, from the bottom up: each may use those before it, and so no two use each other in a circle.</summary>
public sealed partial class FolderDirectionTests
{
    private const string Root = "(root)";

    private static readonly string[] Essays =
        ["Sources", "Supplements", Root, "Anchors", "Citing", "Searching", "Drawing", "Parsing", "Rendering", "Linking", "Trials"];

    private static readonly string[] Web =
    [
        "Files", "Hosting", "Storage", "Content", "Readers", "Sharing", "Revisions", "Annotations", "SignIn", "Shown",
        "Citing", "WebAnnotation", "Export", "Offline", "Backups", "PageCache",
        "Pages.Shared", "Pages.Notes", "Pages.Shown", "Pages.Me", "Pages.Reading", "Pages.Supplements", "Pages.Settings", "Pages", "Storage.Sqlite.Migrations", "Storage.Sqlite", "Commands", Root,
    ];

    [Fact]
    public void Folders_of_the_library_use_only_those_below_them() => Assert.Empty(Upward(typeof(Essay).Assembly, Essays));

    [Fact]
    public void Folders_of_the_site_use_only_those_below_them() => Assert.Empty(Upward(typeof(Program).Assembly, Web));

    [Fact]
    public void Every_folder_has_its_place_in_the_list()
    {
        Assert.Equal(Essays.Order(StringComparer.Ordinal), FoldersOf(typeof(Essay).Assembly));
        Assert.Equal(Web.Order(StringComparer.Ordinal), FoldersOf(typeof(Program).Assembly));
    }

    [Fact]
    public void An_upward_reference_is_reported_with_its_types()
    {
        string[] reordered = [.. Web.Where(folder => folder != "Storage"), "Storage"];

        var upward = Upward(typeof(Program).Assembly, reordered);

        Assert.Contains("Annotations.Bin -> Storage.AnnotationsDb", upward); // found in the compiled types
        Assert.Contains("Pages.Notes.Pages_Notes__Colours -> Storage.HighlightColour", upward); // in the markup of a page
        Assert.Contains("Annotations/Bin.cs -> Storage", upward); // found by its using directive, because a constant leaves no trace in the compiled types
    }

    private static IReadOnlyList<string> Upward(Assembly assembly, string[] order)
    {
        var root = assembly.GetName().Name!;
        var types = TypeUses.In(assembly, root).Where(use => IsUpward(FolderOf(use.From, root), FolderOf(use.To, root))).Select(use => $"{Short(use.From)} -> {Short(use.To)}");
        var usings = UsingsOf(root).Where(use => IsUpward(use.Folder, use.Used)).Select(use => $"{use.File} -> {use.Used}");
        return [.. types.Concat(usings).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        bool IsUpward(string from, string to) => Array.IndexOf(order, to) > Array.IndexOf(order, from);
        string Short((string Namespace, string Name) type) => FolderOf(type, root) is var folder and not Root ? $"{folder}.{type.Name}" : type.Name;
    }

    private static IEnumerable<string> FoldersOf(Assembly assembly)
    {
        var root = assembly.GetName().Name!;
        return TypeUses.In(assembly, root).Select(use => FolderOf(use.From, root)).Concat(UsingsOf(root).Select(use => use.Folder)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    // Program is in no namespace.
    private static string FolderOf((string Namespace, string Name) type, string root) => type.Namespace.Length <= root.Length ? Root : type.Namespace[(root.Length + 1)..];

    private static IEnumerable<(string File, string Folder, string Used)> UsingsOf(string root)
    {
        var content = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!;
        var project = Path.Combine(Path.GetDirectoryName(content)!, "src", root);
        return
            from path in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            let file = Path.GetRelativePath(project, path).Replace('\\', '/')
            where !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
            from line in Using().Matches(File.ReadAllText(path))
            let used = line.Groups["used"].Value
            where used == root || used.StartsWith($"{root}.", StringComparison.Ordinal)
            select (file, Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder.Replace('/', '.') : Root, used == root ? Root : used[(root.Length + 1)..]);
    }

    [GeneratedRegex(@"^using (?<used>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();
}
