using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Trials;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Content;

/// <summary>The essay and its companions as their files stand. A broken edit is reported and the last good state stays, whole.</summary>
/// <remarks>The files' dates and lengths are looked at when a request comes, once per tick of the system's clock (a few
/// milliseconds): that works on every mounted volume, where a file watcher's events may never arrive, and costs a busy site nothing.
/// Once it is made it throws nothing: whatever reading or rendering throws is one fault more.</remarks>
internal sealed partial class LiveEssay
{
    // What cannot be read may be readable at any moment without a change of its date. Asked for at every request it would fill the log.
    private const int RetryUnread = 1_000;

    // What threw may have met a full memory or a clock that stood still; but it costs its work at each try.
    private const int RetryThrown = 30_000;

    private readonly ContentFolder folder;
    private readonly KeptContent? kept;
    private readonly Func<Edition, IEnumerable<Trial>> trials;
    private readonly ILogger<LiveEssay> logger;
    private readonly Lock reading = new();
    private volatile State state;
    private string logged = "";
    private long lookedAt;
    private long readAt;

    /// <param name="folder">The folder with the files.</param>
    /// <param name="kept">Where the last good files are kept for a restart; <see langword="null"/> keeps none.</param>
    /// <param name="trials">What an edition must pass before readers meet it; nothing where none are given.</param>
    /// <exception cref="EssayFaultsException">There is no good essay to begin with, neither in the folder nor kept.</exception>
    public LiveEssay(string folder, ILogger<LiveEssay> logger, KeptContent? kept = null, Func<Edition, IEnumerable<Trial>>? trials = null)
    {
        this.folder = new ContentFolder(folder);
        this.kept = kept;
        this.trials = trials ?? (_ => []);
        this.logger = logger;
        var stamp = this.folder.Look();
        var attempt = Read(this.folder.Read);
        readAt = Environment.TickCount64;
        state = attempt.Edition is { } edition ? new State(edition, stamp, [], RetryAfter: null) : new State(LastGood(attempt), stamp, attempt.Faults, attempt.RetryAfter);
        Tell(attempt);
    }

    /// <summary>There is a new edition, whoever noticed it. Raised before anybody is served it, in the order of the editions, and while others wait:
    /// a handler leaves its work for later.</summary>
    public event EventHandler<EditionChangedEventArgs>? EditionChanged;

    /// <summary>The last good essay, as new as the files allow.</summary>
    public Essay Current => Edition.Essay;

    /// <summary>The last good essay and what stands beside it.</summary>
    public Edition Edition => Refreshed().Edition;

    /// <summary>What is wrong with the files as they stand now; empty when <see cref="Edition"/> is what they say.</summary>
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
                Tell(attempt);
                if (attempt.Edition is not null)
                {
                    EditionChanged?.Invoke(this, new EditionChangedEventArgs(attempt.Edition));
                }
            }

            return state;
        }
    }

    private bool IsToBeRead(Stamp stamp, long tick) =>
        !stamp.Equals(state.Stamp) || tick - Volatile.Read(ref readAt) >= state.RetryAfter;

    // Without a copy there is nothing to serve, and it is better to say so at the door than on every page.
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
        catch (Exception unforeseen) when (unforeseen is not OutOfMemoryException)
        {
            // Readers are served the last good essay whatever happens to a newer one.
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

    // The same faults again, once a second, would be no news.
    private void Tell(Attempt attempt)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's files are broken; the last good essay stays. {Faults}")]
    private partial void LogBroken(string faults, Exception? cause);

    /// <param name="RetryAfter">After how many milliseconds the files are read again although they have not changed; <see langword="null"/> for never.</param>
    private sealed record State(Edition Edition, Stamp Stamp, IReadOnlyList<EssayFault> Faults, int? RetryAfter);

    private sealed record Attempt(Edition? Edition, IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<EssayFault> Faults, bool IsUnread)
    {
        public int? RetryAfter => IsUnread ? RetryUnread : Faults.Any(fault => fault.Cause is not null) ? RetryThrown : null;
    }
}

/// <param name="edition">The new one.</param>
internal sealed class EditionChangedEventArgs(Edition edition) : EventArgs
{
    public Edition Edition => edition;
}
