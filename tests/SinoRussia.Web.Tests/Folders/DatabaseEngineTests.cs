using System.Reflection;
using System.Text.RegularExpressions;

namespace SinoRussia.Web.Tests.Folders;

/// <summary>Only one folder knows the database engine. A second engine is then a second folder, and no rule of the site is written twice.</summary>
public sealed partial class DatabaseEngineTests
{
    private const string Root = "SinoRussia.Web";

    private const string Folder = "Storage/Sqlite/";

    private static readonly string[] Packages = ["Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCLRaw.core"];

    private static readonly string Project = Path.Combine(
        Path.GetDirectoryName(typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ContentFolder").Value!)!, "src", Root);

    [Fact]
    public void Only_the_folder_of_the_engine_uses_its_packages()
    {
        var uses = TypeUses.OfAssemblies(typeof(Program).Assembly, Root).Where(use => Packages.Contains(use.To)).ToLookup(use => IsInFolder(use.From.Namespace));

        Assert.Equal(Packages, uses[true].Select(use => use.To).Distinct().Order(StringComparer.Ordinal)); // each is found where it may be used
        Assert.Empty(uses[false].Select(use => $"{use.From.Namespace}.{use.From.Name} -> {use.To}"));
    }

    [Fact]
    public void Only_the_choice_of_the_engine_names_its_folder()
    {
        var uses = TypeUses.In(typeof(Program).Assembly, Root).Where(use => IsInFolder(use.To.Namespace) && !IsInFolder(use.From.Namespace));

        Assert.Equal(["DatabaseChoice"], uses.Select(use => use.From.Name).Distinct());
    }

    [Fact]
    public void Only_the_folder_of_the_engine_has_SQL_that_no_other_engine_understands()
    {
        var files = Directory.EnumerateFiles(Project, "*.cs", SearchOption.AllDirectories)
            .Where(path => OnlySqlite().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(Project, path).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .ToLookup(file => file.StartsWith(Folder, StringComparison.Ordinal));

        Assert.Contains($"{Folder}ConnectionPragmas.cs", files[true]);
        Assert.Empty(files[false]);
    }

    private static bool IsInFolder(string name) => $"{name}.".StartsWith($"{Root}.Storage.Sqlite.", StringComparison.Ordinal);

    // The packages too, because a constant such as an error code leaves no trace in the compiled types.
    [GeneratedRegex(@"\bPRAGMA\b|\bpragma_|\bsqlite_|\browid\b *,|\bINSERT OR\b|\bSqliteException\b|\bSQLITE_|using (Microsoft\.Data\.Sqlite|SQLitePCL)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex OnlySqlite();
}
