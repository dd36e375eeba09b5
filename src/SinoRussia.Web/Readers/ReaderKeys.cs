namespace SinoRussia.Web.Readers;

/// <summary>Encrypts and reads readers' cookies with the keys in the data folder, which are looked at again whenever they change.</summary>
internal sealed partial class ReaderKeys(KeyFiles files, TimeProvider clock, ILogger<ReaderKeys> logger) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // Before the newest key expires another is made.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    // How often the folder is looked at while all is well. What cannot be read is looked for at once.
    private const long Pause = 1000;

    private const int MostFormer = 8;

    private readonly Lock changing = new();
    private readonly Queue<KeyRing> former = []; // a request may still hold one
    private volatile State? state;
    private long lookedAt;
    private volatile bool isUnwritable;

    /// <summary>Whether there is a key at all.</summary>
    public bool HasKeys => Current(atOnce: true).Since is not null;

    /// <summary>Since when there have been keys, or <see langword="null"/> when there are none.</summary>
    public DateTimeOffset? Since => Current(atOnce: true).Since;

    /// <summary>These words, encrypted; makes the first key where there is none.</summary>
    /// <returns><see langword="null"/> when there is no key and none can be written.</returns>
    public string? Protect(string words)
    {
        Renew();
        return Current(atOnce: false).Ring.Protect(words);
    }

    /// <summary>The words of a cookie that <see cref="Protect"/> made.</summary>
    /// <returns><see langword="null"/> when it was made with a key that is not here now, or was changed on its way.</returns>
    public string? Unprotect(string cookie)
    {
        var now = Current(atOnce: false);
        return now.Ring.Unprotect(cookie) ?? (Current(atOnce: true) is var again && again != now ? again.Ring.Unprotect(cookie) : null);
    }

    /// <summary>What is wrong with the keys, in words for whoever runs the site; empty when all is well.</summary>
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
            problems.Add($"Keys of the readers' cookies cannot be read ({string.Join(", ", broken)} in the folder keys of the data folder): whose cookies they made cannot be told who they are. {KeyFiles.PutBack}");
        }

        if (files.Gone is { Count: > 0 } gone)
        {
            problems.Add($"Keys of the readers' cookies have gone from the folder keys of the data folder ({string.Join(", ", gone)}). This process still knows them: put them back before it stops.");
        }

        if (isUnwritable)
        {
            problems.Add($"No new key for readers' cookies can be written to the folder keys of the data folder. {(now.Since is null ? "Nobody new can save anything" : "The old key serves until it can")}: give the process the right to write there, or make room.");
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

    /// <param name="Since">When the oldest key began to be used, or <see langword="null"/> when there is none.</param>
    /// <param name="Until">When the newest one expires.</param>
    private sealed record State(KeyRing Ring, string Stamp, DateTimeOffset? Since, DateTimeOffset? Until);
}
