namespace SinoRussia.Web.Tests.Bundling;

/// <summary>Source files in memory.</summary>
internal sealed class Sources(params (string Name, string Text)[] files)
{
    public IReadOnlyDictionary<string, string> Files { get; } = files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);

    public string Read(string path) =>
        Files.TryGetValue(Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetFullPath(path)).Replace('\\', '/'), out var text) ? text : throw new FileNotFoundException(path);
}
