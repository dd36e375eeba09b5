using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>On which day each browser of a reader was here last. Visits are gathered, and once a minute those of a new day are stored together,
/// because a GET writes nothing. A crash loses at most that day.</summary>
internal sealed class SessionVisits(WriteQueue writer, TimeProvider clock, ILogger<SessionVisits> logger) : RepeatedWork(TimeSpan.FromMinutes(1), clock, logger)
{
    // Bounds the memory. Beyond it, visits are not noted until the next day.
    private const int Most = 100_000;

    // Small batches, so that readers' saves can run in between.
    private const int Batch = 200;

    // Those noted today, so that the other requests of the day cost one look-up.
    private volatile Day today = new(default);

    protected override string FailureMessage => "The days of readers' last visits could not be stored; trying again in a minute";

    /// <summary>Notes that a browser of a reader is here.</summary>
    /// <param name="userAgent">How it describes itself.</param>
    public void Saw(Guid session, string? userAgent)
    {
        var day = Today();
        if (!day.Noted.ContainsKey(session) && day.Noted.Count < Most && day.Noted.TryAdd(session, 0)) // counting takes locks
        {
            day.Waiting[session] = new Visit(BrowserNames.Of(userAgent), Clock.GetUtcNow());
        }
    }

    /// <summary>Stores what waits.</summary>
    public async Task StoreAsync(CancellationToken cancellation)
    {
        var day = today;
        foreach (var batch in day.Waiting.ToArray().Chunk(Batch))
        {
            await writer.WriteAsync((db, token) => StoreAsync(db, batch, token), cancellation);
            foreach (var visit in batch)
            {
                day.Waiting.TryRemove(visit);
            }
        }
    }

    protected override Task WorkAsync(CancellationToken cancellation) => StoreAsync(cancellation);

    private static async Task<int> StoreAsync(AnnotationsDb db, KeyValuePair<Guid, Visit>[] visits, CancellationToken cancellation)
    {
        var seen = visits.ToDictionary();
        var ids = seen.Keys.ToList();
        foreach (var session in await db.Sessions.Where(s => ids.Contains(s.Id)).ToListAsync(cancellation))
        {
            var (browser, at) = seen[session.Id];
            session.Browser ??= browser;
            if (at.UtcDateTime.Date > session.SeenAt.UtcDateTime.Date)
            {
                session.SeenAt = at;
            }
        }

        return seen.Count;
    }

    // A visit of yesterday that is not stored yet stays to be stored.
    private Day Today()
    {
        var (known, date) = (today, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime));
        return known.Date == date ? known : today = new Day(date) { Waiting = known.Waiting };
    }

    private sealed record Day(DateOnly Date)
    {
        public ConcurrentDictionary<Guid, byte> Noted { get; } = new();

        public ConcurrentDictionary<Guid, Visit> Waiting { get; init; } = new();
    }

    /// <param name="Browser">Its coarse name, if that is known.</param>
    private sealed record Visit(string? Browser, DateTimeOffset At);
}
