using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;

namespace SinoRussia.Web.Reading;

/// <summary>The essay as its file stands. A broken edit is reported and the last good essay stays.</summary>
/// <remarks>The file's date and length are looked at once per request (microseconds), which works on every mounted
/// volume, where a file watcher's events may never arrive.</remarks>
internal sealed partial class LiveEssay
{
    private readonly string path;
    private readonly ILogger<LiveEssay> logger;
    private readonly Lock reading = new();
    private volatile State state;

    /// <exception cref="EssayFaultsException">There is no good essay to begin with.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public LiveEssay(string path, ILogger<LiveEssay> logger)
    {
        this.path = path;
        this.logger = logger;
        var stamp = Stamp.Of(path);
        state = new State(EssayParser.Parse(File.ReadAllBytes(path), Path.GetFileName(path)), stamp, []);
        LogServing(state.Essay.Revision);
    }

    /// <summary>The last good essay, as new as the file allows.</summary>
    public Essay Current => Refreshed().Essay;

    /// <summary>What is wrong with the file as it stands now; empty when <see cref="Current"/> is the file's own text.</summary>
    public IReadOnlyList<EssayFault> Faults => Refreshed().Faults;

    private State Refreshed()
    {
        var stamp = Stamp.Of(path);
        if (stamp == state.Stamp)
        {
            return state;
        }

        lock (reading)
        {
            if (stamp != state.Stamp)
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
            var essay = EssayParser.Parse(File.ReadAllBytes(path), Path.GetFileName(path));
            LogServing(essay.Revision);
            return new State(essay, stamp, []);
        }
        catch (EssayFaultsException broken)
        {
            LogBroken(broken.Message);
            return state with { Stamp = stamp, Faults = broken.Faults };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // An editor may be replacing the file this very moment: the old stamp makes the next request look again.
            LogUnreadable(unreadable.GetType().Name);
            return state with { Faults = [new EssayFault(Path.GetFileName(path), 1, "The file cannot be read.")] };
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Serving revision {Revision}")]
    private partial void LogServing(string revision);

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's file is broken; the last good essay stays. {Faults}")]
    private partial void LogBroken(string faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "The essay's file cannot be read ({Reason}); the last good essay stays")]
    private partial void LogUnreadable(string reason);

    private sealed record State(Essay Essay, Stamp Stamp, IReadOnlyList<EssayFault> Faults);

    private readonly record struct Stamp(DateTime Written, long Length)
    {
        public static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new Stamp(file.LastWriteTimeUtc, file.Length) : default;
        }
    }
}
