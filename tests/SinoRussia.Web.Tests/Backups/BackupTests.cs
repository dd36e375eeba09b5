using System.Net;
using Microsoft.Data.Sqlite;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Storage.Sqlite;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Hosting;
using SinoRussia.Web.Tests.Storage;

namespace SinoRussia.Web.Tests.Backups;

/// <summary>Backups: made while the site runs, verified, and restored.</summary>
public sealed class BackupTests
{
    private const string Words = "Friedman comes to the most important issue";

    private static readonly string Assembly = typeof(Program).Assembly.Location;

    [Fact]
    public async Task A_backup_made_under_load_is_restored_and_the_reader_keeps_their_identity()
    {
        using var folder = new TemporaryFolder();
        var copy = Path.Combine(folder.Path, "copies", "monday.db");
        var data = $"--Data:Folder={Path.Combine(folder.Path, "data")}";
        using var reader = new RealReader();
        using (var program = await ProgramProcess.StartAsync(Assembly, folder.Path))
        {
            reader.Address = program.Address;
            await reader.WriteAsync("written before the copy");
            using var end = new CancellationTokenSource();
            var load = WriteUntilAsync(program.Address, end.Token);

            Assert.Equal((0, ""), await ProgramProcess.RunAsync(Assembly, folder.Path, "backup", copy, data));
            await end.CancelAsync();
            await load;
            await reader.WriteAsync("written after the copy");

            var (status, said) = await ProgramProcess.RunAsync(Assembly, folder.Path, "restore", copy, "--overwrite", data);
            Assert.Equal((1, true), (status, said.Contains("The site is running")));
            await program.StopAsync();
        }

        var (refused, reason) = await ProgramProcess.RunAsync(Assembly, folder.Path, "restore", copy, data);
        Assert.Equal((1, true), (refused, reason.Contains("--overwrite")));

        // After the loss of the whole folder, the backup also restores the keys of the cookies.
        Directory.Move(Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "lost"));
        Assert.Equal((0, ""), await ProgramProcess.RunAsync(Assembly, folder.Path, "restore", copy, data));
        using var again = await ProgramProcess.StartAsync(Assembly, folder.Path);
        reader.Address = again.Address;
        var notes = await reader.GetAsync("/notes");
        Assert.Contains("written before the copy", notes);
        Assert.DoesNotContain("written after the copy", notes);
        Assert.Equal(HttpStatusCode.SeeOther, (await reader.WriteAsync("and on")).Status);
    }

    [Fact]
    public async Task A_restore_keeps_the_replaced_database()
    {
        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, Words, note: "before");
        var data = new DataFolder(new DataSettings { Folder = app.DataFolder });
        var copy = Path.Combine(app.DataFolder, "copy.db");
        await new SqliteBackup(data).MakeAsync(copy, CancellationToken.None);
        await app.NewReader().MarkAsync(app.Essay, Words, note: "after");
        await using var stopped = await app.RestartedAsync(); // not started before its first request
        SqliteConnection.ClearAllPools();

        var former = await new SqliteBackup(data).RestoreAsync(copy, overwrite: true, DateTimeOffset.UnixEpoch, CancellationToken.None);

        Assert.Equal(1L, Scalar(DatabaseFile.PathIn(data), "SELECT count(*) FROM Annotations"));
        Assert.Equal(2L, Scalar(former!, "SELECT count(*) FROM Annotations"));
        Assert.Equal(0L, Scalar(DatabaseFile.PathIn(data), "SELECT count(*) FROM sqlite_schema WHERE name = 'BackupKeys'"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task A_restore_repairs_a_truncated_key(int length)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words, note: "kept");
        var data = new DataFolder(new DataSettings { Folder = app.DataFolder });
        var copy = Path.Combine(app.DataFolder, "copy.db");
        await new SqliteBackup(data).MakeAsync(copy, CancellationToken.None);
        await using var stopped = await app.RestartedAsync();
        SqliteConnection.ClearAllPools();
        var file = Directory.EnumerateFiles(data.Keys.FullName).Single();
        var key = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, key[..length]);

        await new SqliteBackup(data).RestoreAsync(copy, overwrite: true, DateTimeOffset.UnixEpoch, CancellationToken.None);

        Assert.Equal(key, await File.ReadAllTextAsync(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("damaged", "damaged")]
    [InlineData("newer", "made by a newer version of this program (it has 29990101000000_Future)")]
    [InlineData("foreign", "not a backup made by this program")]
    [InlineData("missing", "There is no file")]
    public async Task An_invalid_backup_is_refused_and_nothing_is_changed(string fault, string reason)
    {
        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, Words);
        var data = new DataFolder(new DataSettings { Folder = app.DataFolder });
        var copy = Path.Combine(app.DataFolder, "copy.db");
        await new SqliteBackup(data).MakeAsync(copy, CancellationToken.None);
        Damage(copy, fault);
        await using var stopped = await app.RestartedAsync();
        SqliteConnection.ClearAllPools();

        var refusal = await Assert.ThrowsAsync<BackupException>(() => new SqliteBackup(data).RestoreAsync(copy, overwrite: true, DateTimeOffset.UnixEpoch, CancellationToken.None));

        Assert.Contains(reason, refusal.Message);
        Assert.Equal(1L, Scalar(DatabaseFile.PathIn(data), "SELECT count(*) FROM Annotations"));
        Assert.Empty(Directory.EnumerateFiles(app.DataFolder, "*.incoming*"));
    }

    [Fact]
    public async Task A_failed_backup_leaves_no_files()
    {
        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, Words);
        using var data = new DataFolder(new DataSettings { Folder = app.DataFolder });
        await using var stopped = await app.RestartedAsync();
        SqliteConnection.ClearAllPools();
        Scalar(DatabaseFile.PathIn(data), "PRAGMA foreign_keys = OFF; DROP TABLE Annotations");

        await Assert.ThrowsAsync<BackupException>(() => new SqliteBackup(data).MakeAsync(Path.Combine(data.Backups, "copy.db"), CancellationToken.None));

        Assert.Empty(Directory.EnumerateFiles(data.Backups));
    }

    [Fact]
    public async Task Only_the_owner_can_read_restored_files()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // on Windows the user's profile decides
        }

        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, Words);
        using var data = new DataFolder(new DataSettings { Folder = app.DataFolder });
        using var folder = new TemporaryFolder();
        using var fresh = new DataFolder(new DataSettings { Folder = Path.Combine(folder.Path, "fresh") });
        var copy = Path.Combine(folder.Path, "copy.db");
        await new SqliteBackup(data).MakeAsync(copy, CancellationToken.None);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await new SqliteBackup(fresh).RestoreAsync(copy, overwrite: false, DateTimeOffset.UnixEpoch, CancellationToken.None);

        var others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.NotEmpty(fresh.Keys.GetFiles());
        foreach (var path in fresh.Keys.GetFiles().Select(key => key.FullName).Concat([fresh.Path, DatabaseFile.PathIn(fresh), fresh.Keys.FullName]))
        {
            Assert.Equal((path, UnixFileMode.None), (path, File.GetUnixFileMode(path) & others));
        }
    }

    private static void Damage(string copy, string fault)
    {
        switch (fault)
        {
            case "damaged":
                using (var stream = File.OpenWrite(copy))
                {
                    stream.Position = stream.Length / 2;
                    stream.Write(Enumerable.Repeat((byte)0xAB, 8192).ToArray());
                }

                break;
            case "newer":
                Scalar(copy, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')");
                break;
            case "foreign":
                Scalar(copy, "DROP TABLE BackupKeys");
                break;
            default:
                File.Delete(copy);
                break;
        }
    }

    private static async Task WriteUntilAsync(Uri address, CancellationToken end)
    {
        using var other = new RealReader(address);
        while (!end.IsCancellationRequested)
        {
            await other.WriteAsync("load");
        }
    }

    internal static object? Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
