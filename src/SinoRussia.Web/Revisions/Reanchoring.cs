using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Content;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Runs after each edit: stores the new text, and anchors every stored mark in it, in batches in the background.</summary>
/// <remarks>
/// The rows show which marks are left, so after a crash it continues where it was. A reader who opens the essay before it is done sees
/// their own marks in the right places at once (see <see cref="CurrentAnchors"/>), but only this service stores the anchors.
/// </remarks>
internal sealed partial class Reanchoring(
    LiveEssay live,
    RevisionStore revisions,
    AnchorLocator locator,
    IDbContextFactory<AnnotationsDb> databases,
    WriteQueue writer,
    StorageStatus storage,
    StaleAnchorSignal signal,
    TimeProvider clock,
    ILogger<Reanchoring> logger) : BackgroundService
{
    // The minimum time between two scans of the annotations table. It delays no mark for a reader, because their own are anchored when
    // they are shown. A failure, for example on a full disk, is retried after this time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1);
    private string? finished;

    /// <summary>The progress for the newest revision, or <see langword="null"/> before the first scan.</summary>
    public ReanchoringProgress? Progress { get; private set; }

    /// <summary>Anchors everything that is stale now, and returns when it is done.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (signal.Take())
            {
                finished = null; // for example, a request that began before the edit has saved another mark
            }

            while (live.Current is var essay && essay.Revision != finished)
            {
                await ReanchorAsync(essay, cancellation);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        live.EditionChanged += OnEditionChanged;
        storage.Opened += OnOpened;
        revisions.EnsureStored(live.Current); // before the first request
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        live.EditionChanged -= OnEditionChanged;
        storage.Opened -= OnOpened;
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryCatchUpAsync(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
                await signal.WaitAsync(stoppingToken);
            }
        }
        catch (Exception end) when (end is ChannelClosedException || stoppingToken.IsCancellationRequested)
        {
            // The site is shutting down.
        }
    }

    private async Task TryCatchUpAsync(CancellationToken cancellation)
    {
        try
        {
            await CatchUpAsync(cancellation);
        }
        catch (StorageClosedException)
        {
            // The reason is already in the log. Opening the database again sends a signal.
        }
        catch (Exception failure) when (failure is not ChannelClosedException && !cancellation.IsCancellationRequested)
        {
            LogInterrupted(failure);
            signal.Report(); // whatever it was, the rest is retried
        }
    }

    // Queued at once. A mark that is saved before it stores the text itself.
    private void OnEditionChanged(object? sender, EditionChangedEventArgs change)
    {
        revisions.EnsureStored(change.Edition.Essay);
        signal.Report();
    }

    // It may be a different database, with other marks.
    private void OnOpened(object? sender, EventArgs opened)
    {
        revisions.EnsureStored(live.Current);
        signal.Report();
    }

    private async Task ReanchorAsync(Essay essay, CancellationToken cancellation)
    {
        await revisions.EnsureStoredAsync(essay, cancellation);
        var (began, stale) = (clock.GetTimestamp(), await StaleAsync(essay, cancellation));
        var total = stale.Count;
        if (total > 0 || Progress?.Revision != essay.Revision) // a second scan that finds nothing keeps the earlier progress
        {
            Progress = new ReanchoringProgress(essay.Revision, 0, total);
        }

        if (total > 0)
        {
            LogBegun(total, essay.Revision);
        }

        // A request that began before the edit may save another mark during this. Scan again until nothing is left, or no fewer than before.
        for (var left = int.MaxValue; stale.Count > 0 && stale.Count < left; stale = await StaleAsync(essay, cancellation))
        {
            left = stale.Count;
            if (!await ReanchorBatchesAsync(stale, essay, cancellation))
            {
                return; // there is a newer text, so all marks are stale again
            }
        }

        await revisions.PruneAsync(essay, cancellation);
        finished = essay.Revision;
        Progress = Progress! with { Done = Progress.Total }; // not null: set above
        if (total > 0)
        {
            var elapsed = clock.GetElapsedTime(began);
            LogFinished(total, essay.Revision, elapsed);
        }
    }

    /// <returns>Whether the essay is still the same.</returns>
    private async Task<bool> ReanchorBatchesAsync(IReadOnlyList<Guid> stale, Essay essay, CancellationToken cancellation)
    {
        foreach (var batch in stale.Chunk(AnchorRows.Batch))
        {
            if (live.Current.Revision != essay.Revision)
            {
                return false;
            }

            var found = await locator.LocateAllAsync(essay, await ReadAsync(batch, essay, cancellation), cancellation);
            await writer.WriteAsync((db, token) => AnchorRows.WriteAsync(db, found, token), cancellation, areRows: true);
            var (before, total) = (Progress!.Done, Progress.Total); // not null: set before the first batch
            Progress = Progress with { Done = Math.Min(total, before + batch.Length) };
            if (TenthsOf(Progress.Done, total) > TenthsOf(before, total))
            {
                LogProgress(Progress.Done, total, essay.Revision);
            }
        }

        return live.Current.Revision == essay.Revision;
    }

    // Progress is logged in tenths. A line for every batch would be too many.
    private static int TenthsOf(int done, int total) => total == 0 ? 0 : (int)(10L * done / total);

    // The table is scanned once, and then each row is read by id. Scanning it for every batch would take time quadratic in the rows.
    private async Task<IReadOnlyList<Guid>> StaleAsync(Essay essay, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await AnchorRows.StaleAsync(db, essay, cancellation);
    }

    private async Task<IReadOnlyList<StaleMark>> ReadAsync(Guid[] ids, Essay essay, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await AnchorRows.ReadAsync(db, ids, essay, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Anchoring {Total} marks in revision {Revision}")]
    private partial void LogBegun(int total, string revision);

    [LoggerMessage(Level = LogLevel.Information, Message = "Anchored {Done} of {Total} marks in revision {Revision}")]
    private partial void LogProgress(int done, int total, string revision);

    [LoggerMessage(Level = LogLevel.Information, Message = "Anchored all {Total} marks in revision {Revision} in {Elapsed}")]
    private partial void LogFinished(int total, string revision, TimeSpan elapsed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Some marks could not be anchored in the newest revision; trying again")]
    private partial void LogInterrupted(Exception failure);
}

/// <param name="Revision">The revision in which marks are being anchored.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">How many there were to do.</param>
internal sealed record ReanchoringProgress(string Revision, int Done, int Total);
