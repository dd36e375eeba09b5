namespace SinoRussia.Bundler;

/// <summary>Reads sources.</summary>
internal static class SourceText
{
    /// <param name="unreadable">What is reported when the file is missing, is a folder, or may not be read.</param>
    /// <exception cref="BundleException">It cannot be read.</exception>
    public static string Of(string path, Func<string, string> read, BundleException unreadable)
    {
        try
        {
            return read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw unreadable;
        }
    }

    /// <summary>The text of a file that the build names, and no other source.</summary>
    /// <exception cref="BundleException">It cannot be read.</exception>
    public static string OfEntry(string path, Func<string, string> read) => Of(path, read, new BundleException(path, 1, 1, "This file cannot be read."));
}
