using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Trials;

namespace SinoRussia.Web.Content;

/// <summary>The essay and its supplements, as current as their files. After a broken edit, the faults are reported and the complete last good state is served.</summary>
/// <remarks>Requests check the dates and lengths of the files, at most once per tick of the system clock (a few milliseconds). This works on
/// every mounted volume, where events of a file watcher may never arrive, and the cost does not grow with the number of requests. After
/// construction nothing throws: an exception while reading or rendering counts as a fault.</remarks>
internal sealed partial class LiveEssay
{
    // A file that cannot be read may become readable without a new date. Trying at every request would fill the log.
    private const int RetryUnread = 1_000;

    // An exception may have had a passing cause, such as full memory, but each retry costs the work again.
    private const int RetryThrown = 30_000;

    private readonly ContentFolder folder;
    private readonly LastGoodContent? kept;
    private readonly Func<Edition, IEnumerable<Trial>> trials;
    private readonly ILogger<LiveEssay> logger;
    private readonly Lock reading = new();
    private volatile State state;
    private string logged = "";
    private long lookedAt;
    private long readAt;

    /// <param name="folder">The folder with the files.</param>
    /// <param name="kept">Where the last good files are stored for a restart; <see langword="null"/> to store none.</param>
    /// <param name="trials">What an edition must pass before it is served; nothing if <see langword="null"/>.</param>
    /// <exception cref="EssayFaultsException">There is no good essay, neither in the folder nor in the copy.</exception>
    public LiveEssay(string folder, ILogger<LiveEssay> logger, LastGoodContent? kept = null, Func<Edition, IEnumerable<Trial>>? trials = null)
    {
        this.folder = new ContentFolder(folder);
        this.kept = kept;
        this.trials = trials ?? (_ => []);
        this.logger = logger;
        var stamp = this.folder.Look();
        var attempt = Read(this.folder.Read);
        readAt = Environment.TickCount64;
        state = attempt.Edition is { } edition ? new State(edition, stamp, [], RetryAfter: null) : new State(LastGood(attempt), stamp, attempt.Faults, attempt.RetryAfter);
        Report(attempt);
    }

    /// <summary>There is a new edition, and <see cref="Current"/> is already it, so that work which a handler starts finds it there. Another request
    /// may have been served with it a moment ago: what must not be missed has to look at <see cref="Current"/> too, as <c>Reanchoring</c> and
    /// every save do. Raised once for each, in the order of the editions, while the lock of reading is held. A handler must do its work later,
    /// and must not fail.</summary>
    public event EventHandler<EditionChangedEventArgs>? EditionChanged;

    /// <summary>The last good essay.</summary>
    public Essay Current => Edition.Essay;

    /// <summary>The last good essay with its supplements.</summary>
    public Edition Edition => Refreshed().Edition;

    /// <summary>What is wrong with the current files; empty if <see cref="Edition"/> was made from them.</summary>
    public IReadOnlyList<EssayFault> Faults => Refreshed().Faults;

    private State Refreshed()
    {
        var tick = Environment.TickCount64;
        if (tick == Volatile.Read(ref lookedAt))
        {
            return state;
        }

        var stamp = folder.Look();
        if (!IsToBeRead(stamp, tick))
        {
            Volatile.Write(ref lookedAt, tick);
            return state;
        }

        lock (reading)
        {
            if (IsToBeRead(stamp, tick))
            {
                var attempt = Read(folder.Read);
                readAt = Environment.TickCount64;
                state = attempt.Edition is { } edition
                    ? new State(edition, stamp, [], RetryAfter: null)
                    : state with { Stamp = stamp, Faults = attempt.Faults, RetryAfter = attempt.RetryAfter };
                if (attempt.Edition is not null)
                {
                    EditionChanged?.Invoke(this, new EditionChangedEventArgs(attempt.Edition)); // first: the report writes files and may fail
                }

                Report(attempt);
            }

            return state;
        }
    }

    private bool IsToBeRead(Stamp stamp, long tick) =>
        !stamp.Equals(state.Stamp) || tick - Volatile.Read(ref readAt) >= state.RetryAfter;

    // Without a copy there is nothing to serve. Failing at the start is better than failing on every page.
    private Edition LastGood(Attempt broken)
    {
        if (kept?.Read() is { } files && Read(files.GetValueOrDefault) is { Edition: { } edition })
        {
            return edition;
        }

        throw new EssayFaultsException(broken.Faults);
    }

    private Attempt Read(Func<string, byte[]?> read)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var isUnread = false;
        try
        {
            var edition = EditionParser.Parse(Remembered);
            var faults = Trial.Run(trials(edition));
            return faults.Count == 0 ? new Attempt(edition, files, [], isUnread) : new Attempt(null, files, faults, isUnread);
        }
        catch (EssayFaultsException broken)
        {
            return new Attempt(null, files, broken.Faults, isUnread);
        }
        catch (Exception unforeseen)
        {
            // The last good essay is served, whatever is wrong with a newer one. Even without memory, it is there already.
            return new Attempt(null, files, [new EssayFault(EditionParser.EssayFile, 1, $"The essay cannot be read ({unforeseen.GetType().Name}: {unforeseen.Message})") { Cause = unforeseen }], isUnread);
        }

        byte[]? Remembered(string name)
        {
            try
            {
                if (read(name) is { } bytes)
                {
                    files[name] = bytes;
                }

                return files.GetValueOrDefault(name);
            }
            catch (EssayFaultsException)
            {
                isUnread = true;
                throw;
            }
        }
    }

    // Reports the same faults only once, although broken files may be read again every second.
    private void Report(Attempt attempt)
    {
        if (attempt.Edition is { } edition)
        {
            logged = "";
            LogServing(edition.Essay.Revision);
            kept?.Keep(attempt.Files);
            return;
        }

        var faults = string.Join(Environment.NewLine, attempt.Faults);
        if (faults != logged)
        {
            logged = faults;
            LogBroken(faults, attempt.Faults.Select(fault => fault.Cause).FirstOrDefault(cause => cause is not null));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Serving revision {Revision}")]
    private partial void LogServing(string revision);

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's files are broken; the last good essay is still served. {Faults}")]
    private partial void LogBroken(string faults, Exception? cause);

    /// <param name="RetryAfter">In milliseconds: when unchanged files are read again; <see langword="null"/> for never.</param>
    private sealed record State(Edition Edition, Stamp Stamp, IReadOnlyList<EssayFault> Faults, int? RetryAfter);

    private sealed record Attempt(Edition? Edition, IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<EssayFault> Faults, bool IsUnread)
    {
        public int? RetryAfter => IsUnread ? RetryUnread : Faults.Any(fault => fault.Cause is not null) ? RetryThrown : null;
    }
}

/// <param name="edition">The new edition.</param>
internal sealed class EditionChangedEventArgs(Edition edition) : EventArgs
{
    public Edition Edition => edition;
}
