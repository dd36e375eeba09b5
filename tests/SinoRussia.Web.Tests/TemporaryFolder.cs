namespace SinoRussia.Web.Tests;

/// <summary>A folder that is deleted at the end of the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("reader-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
