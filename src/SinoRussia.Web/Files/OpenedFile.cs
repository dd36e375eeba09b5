using Microsoft.Win32.SafeHandles;

namespace SinoRussia.Web.Files;

/// <summary>Detects whether the file under a name was replaced. On Unix, a process that has a file open can keep reading and writing it after it was
/// deleted or another was moved over it. What it writes then is lost when it ends.</summary>
internal sealed class OpenedFile : IDisposable
{
    private readonly string path;
    private readonly SafeFileHandle handle;

    /// <param name="path">An existing file. It stays open, without a lock. SQLite also has it open in this process, and would lose its locks if
    /// this handle were closed while SQLite still uses the file.</param>
    public OpenedFile(string path) =>
        (this.path, handle) = (path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Whether there is a different file now, or none.</summary>
    public bool IsReplaced()
    {
        // The same file reports the same values through both, unless someone writes to it in between. Then try again.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (Same(new FileInfo(path)))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => handle.Dispose();

    private bool Same(FileInfo file) =>
        file.Exists && file.CreationTimeUtc == File.GetCreationTimeUtc(handle) && file.LastWriteTimeUtc == File.GetLastWriteTimeUtc(handle) && file.Length == RandomAccess.GetLength(handle);
}
