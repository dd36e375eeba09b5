using System.CommandLine;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary><c>restore FILE</c>: replaces the database with a backup, while the site is stopped.</summary>
internal static class RestoreCommand
{
    public static Command Create(Func<IConfiguration> configuration)
    {
        var file = new Argument<string>("FILE") { Description = "A copy made by the command backup." };
        file.Validators.Add(StoredData.RefuseOption);
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace an existing database; it is kept beside the new one." };
        var command = new Command("restore", "Replaces the database in the data folder with a copy, while the site is stopped.") { file, overwrite };
        command.SetAction((result, cancellation) => StoredData.DoAsync(
            configuration(), (data, _) => RunAsync(data, result.GetRequiredValue(file), result.GetValue(overwrite), cancellation)));
        return command;
    }

    private static async Task RunAsync(DataFolder data, string file, bool overwrite, CancellationToken cancellation)
    {
        var backup = DatabaseChoice.BackupOf(data);
        var copy = StoredData.FileAt(backup, file);
        await Console.Out.WriteLineAsync($"Restoring {copy} into the data folder {data.Path}");
        var former = await backup.RestoreAsync(copy, overwrite, TimeProvider.System.GetUtcNow(), cancellation);
        await Console.Out.WriteLineAsync(former is null ? "Restored." : $"Restored. The previous database is kept as {former}");
    }
}
