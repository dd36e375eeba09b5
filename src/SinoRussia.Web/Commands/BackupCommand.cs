using System.CommandLine;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary><c>backup [FILE]</c>: a consistent copy, also while the site runs.</summary>
internal static class BackupCommand
{
    public static Command Create(Func<IConfiguration> configuration)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The copy to make. Without it, the copy goes to Backup:Folder and is named after the current time.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(StoredData.RefuseOption);
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace FILE if it exists." };
        var command = new Command("backup", "Makes a consistent, checked copy of the database, whether the site is running or not. The last line of output is its path.") { file, overwrite };
        command.SetAction((result, cancellation) => StoredData.DoAsync(
            configuration(), (data, backups) => RunAsync(data, result.GetValue(file) ?? Path.Combine(backups, NewName()), result.GetValue(overwrite), cancellation)));
        return command;
    }

    private static async Task RunAsync(DataFolder data, string file, bool overwrite, CancellationToken cancellation)
    {
        var backup = DatabaseChoice.BackupOf(data);
        var copy = StoredData.FileAt(backup, file);
        if (File.Exists(copy) && !overwrite)
        {
            throw new BackupException($"There is already a file '{copy}'. Use --overwrite to replace it.");
        }

        await Console.Out.WriteLineAsync($"Copying the database in the data folder {data.Path} into {copy}");
        await backup.MakeAsync(copy, cancellation);
        await Console.Out.WriteLineAsync(copy);
    }

    private static string NewName() => ScheduledBackups.NameAt(TimeProvider.System.GetUtcNow());
}
