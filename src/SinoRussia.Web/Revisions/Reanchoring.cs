using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Content;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>What follows from an edit, and its only driver: stores the new text, and brings every stored mark to it, in the background, in batches.</summary>
/// <remarks>
/// The rows themselves say what is left to do, so after a crash it goes on where it was. A reader who looks meanwhile sees their own marks
/// in their places at once, by <see cref="CurrentAnchors"/>; only here is it stored.
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
    // The least time between two looks at the table of annotations. No reader sees a mark late because of it: their own are looked for as
    // they are shown. What failed, for instance on a full disk, is tried again after this time.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1);
    private string? finished;

    /// <summary>How far the newest revision has come, or <see langword="null"/> before the first one was looked at.</summary>
    public ReanchoringProgress? Progress { get; private set; }

    /// <summary>Does what there is to do now, and ends when it is done.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (signal.Take())
            {
                finished = null; // for instance, a request that began before the edit saved one more mark
            }

            while (live.Current is var essay && essay.Revision != finished)
            {
                await BringToAsync(essay, cancellation);
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
            // The site stops.
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
            // Why is in the log already. When it is opened again there is a signal.
        }
        catch (Exception failure) when (failure is not ChannelClosedException && !cancellation.IsCancellationRequested)
        {
            LogInterrupted(failure);
            signal.Report(); // whatever it was, the rest is tried again
        }
    }

    // Queued at once, so before any mark that is made on the new text.
    private void OnEditionChanged(object? sender, EditionChangedEventArgs change)
    {
        revisions.EnsureStored(change.Edition.Essay);
        signal.Report();
    }

    // It may be another database, with other marks.
    private void OnOpened(object? sender, EventArgs opened)
    {
        revisions.EnsureStored(live.Current);
        signal.Report();
    }

    private async Task BringToAsync(Essay essay, CancellationToken cancellation)
    {
        await revisions.EnsureStoredAsync(essay, cancellation);
        var (began, stale) = (clock.GetTimestamp(), await StaleAsync(essay, cancellation));
        var total = stale.Count;
        if (total > 0 || Progress?.Revision != essay.Revision) // what was done before a second look is told on
        {
            Progress = new ReanchoringProgress(essay.Revision, 0, total);
        }

        if (total > 0)
        {
            LogBegun(total, essay.Revision);
        }

        // A request that began before the edit may save one more meanwhile, so it looks again until there are none, or no fewer.
        for (var left = int.MaxValue; stale.Count > 0 && stale.Count < left; stale = await StaleAsync(essay, cancellation))
        {
            left = stale.Count;
            if (!await BringAsync(stale, essay, cancellation))
            {
                return; // there is a newer text, and all are stale again
            }
        }

        await revisions.PruneAsync(essay, cancellation);
        finished = essay.Revision;
        Progress = Progress! with { Done = Progress.Total }; // set above
        if (total > 0)
        {
            var elapsed = clock.GetElapsedTime(began);
            LogFinished(total, essay.Revision, elapsed);
        }
    }

    /// <returns>Whether the essay is still the same.</returns>
    private async Task<bool> BringAsync(IReadOnlyList<Guid> stale, Essay essay, CancellationToken cancellation)
    {
        foreach (var batch in stale.Chunk(AnchorRows.Batch))
        {
            if (live.Current.Revision != essay.Revision)
            {
                return false;
            }

            var found = await locator.LocateAllAsync(essay, await ReadAsync(batch, essay, cancellation), cancellation);
            await writer.WriteAsync((db, token) => AnchorRows.WriteAsync(db, found, token), cancellation, areRows: true);
            var (before, total) = (Progress!.Done, Progress.Total); // set before the first batch
            Progress = Progress with { Done = Math.Min(total, before + batch.Length) };
            if (TenthsOf(Progress.Done, total) > TenthsOf(before, total))
            {
                LogProgress(Progress.Done, total, essay.Revision);
            }
        }

        return live.Current.Revision == essay.Revision;
    }

    // A log line for every batch would be too many.
    private static int TenthsOf(int done, int total) => total == 0 ? 0 : (int)(10L * done / total);

    // The table is searched once, then each row is read by its id. To search the whole table for every batch would cost the square of the rows.
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Bringing {Total} marks to revision {Revision}")]
    private partial void LogBegun(int total, string revision);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Done} of {Total} marks are at revision {Revision}")]
    private partial void LogProgress(int done, int total, string revision);

    [LoggerMessage(Level = LogLevel.Information, Message = "All {Total} marks are at revision {Revision} after {Elapsed}")]
    private partial void LogFinished(int total, string revision, TimeSpan elapsed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Marks could not all be brought to the newest revision; the rest is tried again")]
    private partial void LogInterrupted(Exception failure);
}

/// <param name="Revision">The text that marks are brought to.</param>
/// <param name="Done">How many have been.</param>
/// <param name="Total">How many had to be.</param>
internal sealed record ReanchoringProgress(string Revision, int Done, int Total);
