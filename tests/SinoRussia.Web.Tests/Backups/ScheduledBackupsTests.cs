using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Backups;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Backups;

/// <summary>Backups that the running site makes on schedule.</summary>
public sealed class ScheduledBackupsTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_scheduled_backup_into_an_unreadable_folder_is_reported_and_retried()
    {
        await using var app = new ReaderApp().With("Backup:Every", "1.00:00:00");
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        var backups = Path.Combine(app.DataFolder, "backups");
        if (Directory.Exists(backups))
        {
            Directory.Delete(backups, recursive: true);
        }

        await File.WriteAllTextAsync(backups, "in the way");
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False(await app.Services.GetRequiredService<ScheduledBackups>().MakeIfDueAsync(CancellationToken.None));
        Assert.Contains("The scheduled backup failed", await reader.GetStringAsync("/healthz"));

        File.Delete(backups);
        Assert.True(await app.Services.GetRequiredService<ScheduledBackups>().MakeIfDueAsync(CancellationToken.None));
        Assert.Contains("\"ready\"", await reader.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Backups_are_made_on_schedule_and_the_oldest_are_deleted()
    {
        await using var app = new ReaderApp().With("Backup:Every", "1.00:00:00").With("Backup:Keep", "3");
        await app.NewReader().MarkAsync(app.Essay, Words);
        var backups = app.Services.GetRequiredService<ScheduledBackups>();
        var foreign = Path.Combine(backups.Folder, "reader-of-mine.db");
        Directory.CreateDirectory(backups.Folder);
        await File.WriteAllTextAsync(foreign, "not ours");
        await backups.MakeIfDueAsync(CancellationToken.None); // either this call or the background task makes the backup
        Assert.False(await backups.MakeIfDueAsync(CancellationToken.None));

        for (var day = 0; day < 5; day++)
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            await backups.MakeIfDueAsync(CancellationToken.None);
        }

        var kept = Directory.EnumerateFiles(backups.Folder, "reader-2*.db").Order().ToList();
        Assert.Equal(["reader-20261127-090000.db", "reader-20261128-090000.db", "reader-20261129-090000.db"], kept.Select(Path.GetFileName));
        Assert.All(kept, file => Assert.Equal(1L, BackupTests.Scalar(file, "SELECT count(*) FROM Annotations")));
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public async Task A_failed_backup_is_reported_at_healthz()
    {
        await using var app = new ReaderApp().With("Backup:Every", "1.00:00:00").With("Backup:Folder", "/dev/null/nowhere");
        var reader = app.NewReader();
        await reader.OpenAsync("/");

        await app.Services.GetRequiredService<ScheduledBackups>().MakeIfDueAsync(CancellationToken.None);

        Assert.Contains("The scheduled backup failed", await reader.GetStringAsync("/healthz"));
    }
}
