using SinoRussia.Web.Commands;
using SinoRussia.Web.Tests.Hosting;
using SinoRussia.Web.Tests.Storage;

namespace SinoRussia.Web.Tests.Commands;

/// <summary>The commands backup and restore write only where they are told to, and print the folder before they do.</summary>
public sealed class StoredDataCommandTests : IDisposable
{
    private static readonly string Assembly = typeof(Program).Assembly.Location;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_folder_can_come_from_any_source_of_settings_and_is_printed_before_anything_is_written()
    {
        await WriteAsync("said in a note");
        var data = In("data");
        var copies = In("copies");

        // A backup with the folder as an option with a space, after the command and before it; the environment sets the folder for backups.
        var (status, output, error) = await RunAsync(new() { ["Backup__Folder"] = copies }, "backup", "--Data:Folder", data);
        Assert.Equal((0, ""), (status, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(data, lines[0]);
        Assert.Contains(copies, lines[0]);
        var copy = Assert.Single(Directory.GetFiles(copies));
        Assert.Equal(copy, lines[^1]);
        Assert.False(Directory.Exists(Path.Combine(data, "backups")));
        Assert.Equal(0, (await RunAsync([], "--data:folder", data, "backup", In("second.db"))).Status);

        // Restores the same backup into other folders, with each source of settings.
        await RestoredAsync("one", [], "restore", copy, "--Data:Folder", In("one"));
        await RestoredAsync("two", [], "restore", "--Data:Folder=two", copy, "--overwrite");
        await RestoredAsync("three", new() { ["Data__Folder"] = In("three") }, "restore", copy);
        await RestoredAsync("four", new() { ["ASPNETCORE_Data__Folder"] = In("four") }, "restore", copy);
        await File.WriteAllTextAsync(In("appsettings.json"), """{ "Data": { "Folder": "five" } }""");
        await RestoredAsync("five", [], "restore", copy);
        Assert.Empty(Directory.GetFiles(data, "*.before-*"));

        async Task RestoredAsync(string name, Dictionary<string, string> environment, params string[] arguments)
        {
            var (done, said, complaint) = await RunAsync(environment, arguments);
            Assert.Equal((0, ""), (done, complaint));
            Assert.Contains(In(name), said.Split('\n')[0]);
            Assert.True(File.Exists(Path.Combine(In(name), "reader.db")));
        }
    }

    [Fact]
    public async Task A_target_that_would_destroy_the_database_and_a_source_that_is_no_backup_are_refused()
    {
        await WriteAsync("said in a note");
        var data = $"--Data:Folder={In("data")}";
        var database = Path.Combine(In("data"), "reader.db");
        var link = In("link.db");
        File.CreateSymbolicLink(link, database);
        var before = await File.ReadAllBytesAsync(database);

        foreach (var (arguments, message) in new (string[], string)[]
        {
            (["backup", database, "--overwrite", data], "the database itself"),
            (["backup", link, "--overwrite", data], "the database itself"),
            (["restore", database, "--overwrite", data], "the database itself"),
            (["backup", In("data"), "--overwrite", data], "is a folder"),
            (["restore", In("data"), "--overwrite", data], "is a folder"),
            (["restore", In("nothing.db"), "--overwrite", data], "There is no file"),
            (["backup", "", data], "is empty"),
            (["backup", In("copy.db"), $"--Data:Folder={In("nowhere")}"], "There is no database"),
        })
        {
            var (status, _, error) = await RunAsync([], arguments);

            Assert.Equal(CommandLine.Refused, status);
            Assert.Contains(message, error);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(database));
        Assert.False(Directory.Exists(In("nowhere")));
    }

    private string In(string name) => Path.Combine(folder.Path, name);

    private async Task WriteAsync(string note)
    {
        using var reader = new RealReader();
        using var site = await ProgramProcess.StartAsync(Assembly, folder.Path);
        reader.Address = site.Address;
        await reader.WriteAsync(note);
        await site.StopAsync();
    }

    private async Task<(int Status, string Output, string Error)> RunAsync(Dictionary<string, string> environment, params string[] arguments) =>
        await ProgramProcess.CommandAsync(Assembly, folder.Path, environment, arguments);
}
