using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Content;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Storage.Sqlite;

namespace SinoRussia.Benchmarks;

/// <summary>Durable saves per second: the site's own operation through its single writer, compared with one <c>SaveChanges</c> per request,
/// alternating on the same machine.</summary>
internal static class SavingFigures
{
    private const int Rounds = 4;
    private const double LeastRatio = 4;

    private static readonly int[] Clients = [1, 16, 64];
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WorstCase = TimeSpan.FromMilliseconds(100);

    /// <returns>Whether the budget is met.</returns>
    public static async Task<bool> SavesAsync()
    {
        // SaveChanges without a queue blocks threads while it waits; neither way should have to wait until the thread pool has grown.
        ThreadPool.SetMinThreads(256, 256);
        var live = new LiveEssay(Path.Combine(AppContext.BaseDirectory, "content"), NullLogger<LiveEssay>.Instance);
        var folder = Directory.CreateTempSubdirectory("reader-saves-");
        try
        {
            await using var ours = await Site.StartAsync(live, Path.Combine(folder.FullName, "ours"));
            await using var theirs = await Site.StartAsync(live, Path.Combine(folder.FullName, "theirs"));
            await MeasureAsync(16, ours.SaveAsync); // warm-up, to leave out the JIT compiler
            await MeasureAsync(16, theirs.SaveAloneAsync);

            Console.WriteLine("writers   ours/s  p50 ms  worst ms    alone/s  p50 ms  worst ms  locked   ratio");
            var isMet = true;
            foreach (var clients in Clients)
            {
                var (one, other) = (new List<Figures>(), new List<Figures>());
                for (var round = 0; round < Rounds; round++)
                {
                    one.Add(await MeasureAsync(clients, ours.SaveAsync));
                    other.Add(await MeasureAsync(clients, theirs.SaveAloneAsync));
                }

                isMet &= Report(clients, Figures.Of(one), Figures.Of(other));
            }

            Console.WriteLine($"budget at 64 writers: ratio at least {LeastRatio:0.0}, our worst case under {WorstCase.TotalMilliseconds:0} ms: {(isMet ? "met" : "MISSED")}");
            return isMet;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Report(int clients, Figures ours, Figures alone)
    {
        var ratio = ours.PerSecond / alone.PerSecond;
        Console.WriteLine($"{clients,7}  {ours.PerSecond,7:0}  {ours.Median,6:0.0}  {ours.Worst,8:0.0}   {alone.PerSecond,8:0}  {alone.Median,6:0.0}  {alone.Worst,8:0.0}  {alone.Refused,6}  {ratio,6:0.0}");
        return ours.Refused == 0 && (clients != 64 || (ratio >= LeastRatio && ours.Worst < WorstCase.TotalMilliseconds));
    }

    private static async Task<Figures> MeasureAsync(int clients, Func<Task> save)
    {
        var refused = 0;
        var since = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (since.Elapsed < Round)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    await save();
                    own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
                catch (Exception locked) when (WriteQueue.IsStorage(locked))
                {
                    Interlocked.Increment(ref refused); // "database is locked", after seconds of waiting
                }
            }

            return own;
        })));
        var all = latencies.SelectMany(own => own).Order().ToList();
        return all.Count == 0
            ? new Figures(0, since.Elapsed.TotalMilliseconds, since.Elapsed.TotalMilliseconds, refused) // each waited for the others all the time
            : new Figures(all.Count / since.Elapsed.TotalSeconds, all[all.Count / 2], all[^1], refused);
    }

    private sealed record Figures(double PerSecond, double Median, double Worst, int Refused)
    {
        // The median round, so that a brief load by another program does not decide; for the worst case, the second-worst round.
        public static Figures Of(IReadOnlyCollection<Figures> rounds) => new(
            rounds.Select(r => r.PerSecond).Order().ElementAt(rounds.Count / 2),
            rounds.Select(r => r.Median).Order().ElementAt(rounds.Count / 2),
            rounds.Select(r => r.Worst).Order().ElementAt(rounds.Count - 2),
            rounds.Sum(r => r.Refused));
    }

    /// <summary>The part of the site that saves, without HTTP.</summary>
    private sealed class Site(ServiceProvider services, Essay essay) : IAsyncDisposable
    {
        public static async Task<Site> StartAsync(LiveEssay live, string folder)
        {
            Directory.CreateDirectory(folder);
            var data = new DataFolder(new DataSettings { Folder = folder });
            var services = new ServiceCollection();
            services.AddLogging(log => log.SetMinimumLevel(LogLevel.None));
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton(live.Current);
            services.AddSingleton(live);
            services.AddStorage();
            services.AddSqlite();
            services.AddSingleton(data);
            services.AddReaders();
            services.AddWriter();
            services.AddRevisions();
            services.AddAnnotations();
            var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<DatabaseInitializer>().TryOpenAsync(CancellationToken.None);
            await provider.GetRequiredService<WriteQueue>().StartAsync(CancellationToken.None);
            await provider.GetRequiredService<RevisionStore>().EnsureStoredAsync(live.Current, CancellationToken.None);
            return new Site(provider, live.Current);
        }

        /// <summary>The operation that the pages call.</summary>
        public async Task SaveAsync()
        {
            await using var scope = services.CreateAsyncScope();
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            var outcome = await scope.ServiceProvider.GetRequiredService<ReaderAnnotations>()
                .CreateAsync(new NewAnnotation(Guid.CreateVersion7(), Somewhere(), HighlightColour.Green, "A note of some words."), CancellationToken.None);
            if (outcome is not Outcome.Saved)
            {
                throw new InvalidOperationException($"It was not saved: {outcome}");
            }
        }

        /// <summary>The same work, with its own <c>SaveChanges</c>.</summary>
        public async Task SaveAloneAsync()
        {
            await using var scope = services.CreateAsyncScope();
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            var reader = scope.ServiceProvider.GetRequiredService<CurrentReader>();
            var readerId = reader.IdToSave();
            var target = Somewhere().Trimmed();
            var anchor = await scope.ServiceProvider.GetRequiredService<CurrentAnchors>().LocateAsync(target, CancellationToken.None);
            await using var db = await services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
            var id = Guid.CreateVersion7();
            if (!await ReaderAnnotations.ExistsAsync(db, id, CancellationToken.None))
            {
                var now = DateTimeOffset.UtcNow;
                reader.Store(db);
                db.Add(Annotation.Create(id, readerId, essay.Id, target, StoredAnchor.Of(anchor, essay.Revision), new AnnotationContent(HighlightColour.Green, "A note of some words.", []), now));
                await db.SaveChangesAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await services.GetRequiredService<WriteQueue>().StopAsync(CancellationToken.None);
            await services.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }

        private Target Somewhere()
        {
            var start = Random.Shared.Next(essay.Text.Length - 100);
            return Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + 60));
        }
    }
}
