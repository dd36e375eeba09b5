using Microsoft.Win32.SafeHandles;

namespace SinoRussia.Web.Files;

/// <summary>Whether there is still the same file under a name. On Unix a file that was deleted, or that another was moved over, can be read and
/// written by whoever has it open as if nothing had happened, and all that is written then is gone with the process.</summary>
internal sealed class OpenedFile : IDisposable
{
    private readonly string path;
    private readonly SafeFileHandle handle;

    /// <param name="path">A file that is there. It is kept open, and no lock taken: SQLite, too, has it open in this process, and would lose its
    /// locks if it were closed while SQLite goes on.</param>
    public OpenedFile(string path) =>
        (this.path, handle) = (path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Whether there is another file now, or none.</summary>
    public bool IsReplaced()
    {
        // One and the same file says the same of itself both ways, unless somebody writes to it in between: then it is asked again.
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
