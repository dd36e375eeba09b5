using System.CommandLine;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Commands;

/// <summary><c>backup [FILE]</c>: a consistent copy while the site runs.</summary>
internal static class BackupCommand
{
    public static Command Create(Func<IConfiguration> configuration)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The copy to be made. Without it, one named by the moment in Backup:Folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(StoredData.RefuseOption);
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace FILE where there is one." };
        var command = new Command("backup", "Makes a consistent, checked copy of the database, while the site runs or not. Its last line says where.") { file, overwrite };
        command.SetAction((result, cancellation) => StoredData.DoAsync(
            configuration(), (data, backups) => RunAsync(data, result.GetValue(file) ?? Path.Combine(backups, NewName()), result.GetValue(overwrite), cancellation)));
        return command;
    }

    private static async Task RunAsync(DataFolder data, string file, bool overwrite, CancellationToken cancellation)
    {
        var copy = StoredData.FileAt(data, file);
        if (File.Exists(copy) && !overwrite)
        {
            throw new BackupException($"There is a file '{copy}' already. Say --overwrite to replace it.");
        }

        await Console.Out.WriteLineAsync($"Copying the database in the data folder {data.Path} into {copy}");
        await Backup.MakeAsync(data, copy, cancellation);
        await Console.Out.WriteLineAsync(copy);
    }

    private static string NewName() => ScheduledBackups.NameAt(TimeProvider.System.GetUtcNow());
}
