using System.Net;
using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Readers' files are closed to other users of the machine, and contain nothing that was deleted for good.</summary>
public sealed class PrivateFilesTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Other_users_of_the_machine_cannot_open_the_readers_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix permissions.");
        await using var app = new ReaderApp().With("Backup:Every", "1.00:00:00");
        await app.NewReader().MarkAsync(app.Essay, Words);
        await app.Services.GetRequiredService<SinoRussia.Web.Backups.ScheduledBackups>().MakeIfDueAsync(CancellationToken.None);

        AssertPrivate(app.DataFolder);

        // Files that an older version left readable become private, too.
        foreach (var entry in Directory.EnumerateFileSystemEntries(app.DataFolder).Append(app.DataFolder))
        {
            File.SetUnixFileMode(entry, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        await app.Services.GetRequiredService<DatabaseInitializer>().TryOpenAsync(CancellationToken.None);
        AssertPrivate(app.DataFolder);
    }

    [Fact]
    public async Task Permanently_deleted_words_are_in_no_file()
    {
        await using var app = new ReaderApp();
        var (reader, other) = (app.NewReader(), app.NewReader());
        await other.MarkAsync(app.Essay, Words, note: "KEPTWORDS");
        foreach (var how in new[] { "everything", "purge", "empty", "age" })
        {
            var id = await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "PRIVATEWORDS");
            using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "PRIVATEWORDS again"), ("tags", "PRIVATEWORDS"));
            Assert.True(await app.IsOnDiskAsync("PRIVATEWORDS"));
            if (how != "everything")
            {
                using var binned = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Delete"));
            }

            if (how == "age")
            {
                app.Clock.Advance(TimeSpan.FromDays(31));
                await app.Services.GetRequiredService<BinPurge>().PurgeAsync(CancellationToken.None);
            }
            else
            {
                using var done = await reader.PostAsync(
                    how switch { "everything" => "/notes/everything?handler=Delete", "purge" => "/notes/bin?handler=Purge", _ => "/notes/bin?handler=Empty" },
                    Forms.Encoded(("sure", "yes"), ("id", $"{id}")));
                Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
            }

            Assert.Equal((how, false), (how, await app.IsOnDiskAsync("PRIVATEWORDS")));
            Assert.True(await app.IsOnDiskAsync("KEPTWORDS"));
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void AssertPrivate(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            var wanted = Directory.Exists(entry) ? "700" : "600";
            Assert.Equal((entry, wanted), (entry, Convert.ToString((int)File.GetUnixFileMode(entry), 8)));
        }
    }
}
