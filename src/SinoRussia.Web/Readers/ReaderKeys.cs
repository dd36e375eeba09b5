namespace SinoRussia.Web.Readers;

/// <summary>Encrypts and decrypts cookies with the keys in the data folder. The keys are read again whenever their files change.</summary>
internal sealed partial class ReaderKeys(KeyFiles files, TimeProvider clock, ILogger<ReaderKeys> logger) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // How long before the newest key expires the next one is created.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    // In milliseconds: how often the folder is checked normally. After a cookie that cannot be read, it is checked at once.
    private const long Pause = 1000;

    private const int MostFormer = 8;

    private const string ReaderCookies = "SinoRussia.Reader";

    private readonly Lock changing = new();
    private readonly Queue<KeyRing> former = []; // running requests may still use one
    private volatile State? state;
    private long lookedAt;
    private volatile bool isUnwritable;

    /// <summary>Whether there is a key at all.</summary>
    public bool HasKeys => Current(atOnce: true).Since is not null;

    /// <summary>When the oldest key was activated, or <see langword="null"/> if there are no keys.</summary>
    public DateTimeOffset? Since => Current(atOnce: true).Since;

    /// <summary>Encrypts a text. Creates the first key if there is none.</summary>
    /// <param name="purpose">What it is for. It can be decrypted only for the same purpose.</param>
    /// <returns><see langword="null"/> if there is no key and none can be written.</returns>
    public string? Protect(string words, string purpose = ReaderCookies)
    {
        Renew();
        return Current(atOnce: false).Ring.Protect(words, purpose);
    }

    /// <summary>Decrypts a cookie that <see cref="Protect"/> made.</summary>
    /// <returns><see langword="null"/> if its key is not here now, if it was changed, or if it is for another purpose.</returns>
    public string? Unprotect(string cookie, string purpose = ReaderCookies)
    {
        var now = Current(atOnce: false);
        return now.Ring.Unprotect(cookie, purpose) ?? (Current(atOnce: true) is var again && again != now ? again.Ring.Unprotect(cookie, purpose) : null);
    }

    /// <summary>What is wrong with the keys, in messages for the person who runs the site.</summary>
    public IReadOnlyList<string> Problems()
    {
        var now = Current(atOnce: true);
        if (now.Since is not null)
        {
            Renew();
        }

        var problems = new List<string>();
        if (files.Broken is { Count: > 0 } broken)
        {
            problems.Add($"Keys of the readers' cookies cannot be read ({string.Join(", ", broken)} in the folder keys of the data folder): readers whose cookies were made with them cannot be identified. {KeyFiles.PutBack}");
        }

        if (files.Gone is { Count: > 0 } gone)
        {
            problems.Add($"Keys of the readers' cookies have disappeared from the folder keys of the data folder ({string.Join(", ", gone)}). This process still has them in memory: put them back before it stops.");
        }

        if (isUnwritable)
        {
            problems.Add($"No new key for readers' cookies can be written to the folder keys of the data folder. {(now.Since is null ? "New readers cannot save anything" : "The old key stays in use until then")}: give the process the right to write there, or make room.");
        }

        return problems;
    }

    public void Dispose()
    {
        lock (changing)
        {
            while (former.TryDequeue(out var ring))
            {
                ring.Dispose();
            }

            state?.Ring.Dispose();
        }
    }

    private State Current(bool atOnce)
    {
        var tick = Environment.TickCount64;
        if (!atOnce && state is { } recent && tick - Volatile.Read(ref lookedAt) < Pause)
        {
            return recent;
        }

        var stamp = files.Stamp();
        Volatile.Write(ref lookedAt, tick);
        if (state is { } known && known.Stamp == stamp)
        {
            return known;
        }

        lock (changing)
        {
            return state is { } other && other.Stamp == stamp ? other : Read(stamp);
        }
    }

    private State Read(string stamp)
    {
        if (state is { } before)
        {
            former.Enqueue(before.Ring);
            if (former.Count > MostFormer)
            {
                former.Dequeue().Dispose();
            }
        }

        var ring = new KeyRing(files);
        var keys = ring.Keys;
        state = new State(ring, stamp, keys.Count == 0 ? null : keys.Min(key => key.ActivationDate), ring.Until);
        foreach (var name in files.Broken)
        {
            LogBroken(name);
        }

        return state;
    }

    private void Renew()
    {
        var now = clock.GetUtcNow();
        if (Current(atOnce: false).Until > now + Overlap)
        {
            isUnwritable = false;
            return;
        }

        lock (changing)
        {
            var known = Current(atOnce: true);
            if (known.Until > now + Overlap)
            {
                return;
            }

            var activation = known.Until > now ? known.Until.Value : now;
            try
            {
                known.Ring.Make(activation, activation + Lifetime);
                isUnwritable = false;
                Current(atOnce: true);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                if (!isUnwritable)
                {
                    LogUnwritable(refusal.GetType().Name);
                }

                isUnwritable = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The key file {File} of the readers' cookies cannot be read")]
    private partial void LogBroken(string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "No new key for readers' cookies can be written ({Reason})")]
    private partial void LogUnwritable(string reason);

    /// <param name="Since">When the oldest key was activated, or <see langword="null"/> if there is none.</param>
    /// <param name="Until">When the newest key expires.</param>
    private sealed record State(KeyRing Ring, string Stamp, DateTimeOffset? Since, DateTimeOffset? Until);
}
