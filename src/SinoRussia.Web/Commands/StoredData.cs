using System.CommandLine.Parsing;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary>What the commands on stored data share: the same folders as the site, and error messages instead of stack traces.</summary>
internal static class StoredData
{
    /// <param name="work">Gets the data folder, and the folder for backups.</param>
    public static async Task<int> DoAsync(IConfiguration configuration, Func<DataFolder, string, Task> work)
    {
        if (SiteSetting.Faults(configuration) is { Count: > 0 } faults)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return CommandLine.Refused;
        }

        try
        {
            using var data = DataFolder.Of(configuration);
            await work(data, configuration.GetSection(BackupSettings.Section).Get<BackupSettings>()?.Folder ?? data.Backups);
            return CommandLine.Done;
        }
        catch (Exception refusal) when (refusal is BackupException or DataFolderException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return CommandLine.Refused;
        }
    }

    /// <summary>Refuses an unknown option where a file name is expected.</summary>
    public static void RefuseOption(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => IsOption(token.Value)))
        {
            result.AddError($"There is no option '{token.Value}'. Write './{token.Value}' for a file with this name.");
        }
    }

    public static bool IsOption(string word) => word.StartsWith('-');

    /// <summary>The absolute path of a backup file.</summary>
    /// <exception cref="BackupException">The path cannot be used.</exception>
    public static string FileAt(IDatabaseBackup backup, string file)
    {
        var path = file.Length > 0 ? Path.GetFullPath(file) : throw new BackupException("The name of the file is empty.");
        return Directory.Exists(path) ? throw new BackupException($"'{path}' is a folder. Name a file in it.")
            : backup.IsDatabase(path) ? throw new BackupException($"'{path}' is the database itself, not a copy of it.")
            : path;
    }
}
