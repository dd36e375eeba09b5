using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Reading;

/// <summary>The essay and its companions as their files stand. A broken edit is reported and the last good state stays, whole.</summary>
/// <remarks>The files' dates and lengths are looked at when a request comes, once per tick of the system's clock (a few
/// milliseconds): that works on every mounted volume, where a file watcher's events may never arrive, and costs a busy site nothing.</remarks>
internal sealed partial class LiveEssay
{
    private readonly string folder;
    private readonly ILogger<LiveEssay> logger;
    private readonly Lock reading = new();
    private volatile State state;
    private long lookedAt;

    /// <exception cref="EssayFaultsException">There is no good essay to begin with.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public LiveEssay(string folder, ILogger<LiveEssay> logger)
    {
        this.folder = folder;
        this.logger = logger;
        var stamp = Stamp.Of(folder);
        state = new State(EditionParser.Parse(Bytes), stamp, []);
        LogServing(state.Edition.Essay.Revision);
    }

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

        var stamp = Stamp.Of(folder);
        if (stamp.Equals(state.Stamp))
        {
            Volatile.Write(ref lookedAt, tick);
            return state;
        }

        lock (reading)
        {
            if (!stamp.Equals(state.Stamp))
            {
                state = Read(stamp);
            }

            return state;
        }
    }

    private State Read(Stamp stamp)
    {
        try
        {
            var edition = EditionParser.Parse(Bytes);
            LogServing(edition.Essay.Revision);
            return new State(edition, stamp, []);
        }
        catch (EssayFaultsException broken)
        {
            LogBroken(broken.Message);
            return state with { Stamp = stamp, Faults = broken.Faults };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // An editor may be replacing a file this very moment: the old stamp makes the next request look again.
            LogUnreadable(unreadable.GetType().Name);
            return state with { Faults = [new EssayFault(EditionParser.EssayFile, 1, "The essay's files cannot be read.")] };
        }
    }

    private byte[]? Bytes(string file) => Path.Combine(folder, file) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Serving revision {Revision}")]
    private partial void LogServing(string revision);

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's files are broken; the last good essay stays. {Faults}")]
    private partial void LogBroken(string faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's files cannot be read ({Reason}); the last good essay stays")]
    private partial void LogUnreadable(string reason);

    private sealed record State(Edition Edition, Stamp Stamp, IReadOnlyList<EssayFault> Faults);

    /// <summary>By which one state of the files is told from another.</summary>
    private readonly struct Stamp((DateTime Written, long Length)[] files) : IEquatable<Stamp>
    {
        private readonly (DateTime Written, long Length)[] files = files;

        public static Stamp Of(string folder) => new([.. EditionParser.Files.Select(name => Of(new FileInfo(Path.Combine(folder, name))))]);

        public bool Equals(Stamp other) => files.AsSpan().SequenceEqual(other.files);

        public override bool Equals(object? obj) => obj is Stamp other && Equals(other);

        public override int GetHashCode() => files[0].GetHashCode();

        private static (DateTime Written, long Length) Of(FileInfo file) => file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
