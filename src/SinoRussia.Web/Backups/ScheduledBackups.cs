using System.Globalization;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Backups;

/// <summary>Makes a backup whenever one is due, and deletes the oldest.</summary>
internal sealed partial class ScheduledBackups(
    IDatabaseBackup backup, DataFolder data, IOptions<BackupSettings> settings, TimeProvider clock, ILogger<ScheduledBackups> logger) : BackgroundService
{
    private const string Prefix = "reader-";
    private const string Stamp = "yyyyMMdd-HHmmss";

    // A failed backup is retried after this time at the latest, not only when the next one is due.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim one = new(1, 1);
    private volatile string? failure;

    /// <summary>Why the last backup failed, or <see langword="null"/>.</summary>
    public string? Failure => failure;

    public string Folder => settings.Value.Folder ?? data.Backups;

    public static string NameAt(DateTimeOffset now) => $"{Prefix}{now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}.db";

    /// <summary>Makes a backup if one is due.</summary>
    public async Task<bool> MakeIfDueAsync(CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            return settings.Value.Every is { } every && await TryMakeAsync(every, clock.GetUtcNow(), cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Value.Every is not { } every)
        {
            return;
        }

        await Task.Yield(); // do not delay the start of the site
        using var timer = new PeriodicTimer(every < LongestPause ? every : LongestPause, clock);
        try
        {
            do
            {
                await MakeIfDueAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }

    private async Task<bool> TryMakeAsync(TimeSpan every, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            if (Kept() is [.., var newest] && TimeOf(newest) + every > now)
            {
                return false;
            }

            await backup.MakeAsync(Path.Combine(Folder, NameAt(now)), cancellation);
            var kept = Kept();
            foreach (var old in kept[..Math.Max(0, kept.Length - settings.Value.Keep)])
            {
                File.Delete(old);
            }

            failure = null;
            LogMade(Folder);
            return true;
        }
        catch (Exception refusal) when (!cancellation.IsCancellationRequested)
        {
            failure = $"The scheduled backup failed. {refusal.Message}";
            LogFailed(refusal.Message);
            return false;
        }
    }

    // The names sort by time. Other files in the folder are neither counted nor deleted.
    private string[] Kept() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, $"{Prefix}*.db").Where(file => TimeOf(file) > DateTimeOffset.MinValue).Order(StringComparer.Ordinal)]
        : [];

    private static DateTimeOffset TimeOf(string file) =>
        DateTimeOffset.TryParseExact(
            Path.GetFileNameWithoutExtension(file)[Prefix.Length..], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MinValue;

    [LoggerMessage(Level = LogLevel.Information, Message = "Made a backup in {Folder}")]
    private partial void LogMade(string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled backup failed: {Reason}")]
    private partial void LogFailed(string reason);
}
