using System.Data.Common;

namespace SinoRussia.Web.Storage;

/// <summary>Whether what readers wrote can be read and saved; and if not, why, in words for whoever runs the site.</summary>
internal sealed partial class StorageStatus(ILogger<StorageStatus> logger)
{
    private volatile StorageProblem? problem;
    private volatile bool isOpen;

    /// <summary>What is wrong, or <see langword="null"/> as far as is known.</summary>
    public StorageProblem? Problem => problem;

    /// <summary>Whether the database may be touched at all.</summary>
    public bool IsOpen => isOpen;

    /// <summary>How often it was opened. What is remembered of one database may not be true of the next.</summary>
    public int Openings { get; private set; }

    /// <summary>The database was opened, at the start or after it could not be used for a while.</summary>
    public event EventHandler? Opened;

    public void Open()
    {
        if (problem is not null)
        {
            LogRecovered();
        }

        Openings++;
        isOpen = true;
        problem = null;
        Opened?.Invoke(this, EventArgs.Empty);
    }

    public void Close(StorageProblem why)
    {
        isOpen = false;
        if (problem != why)
        {
            problem = why;
            LogProblem(why.Message);
        }
    }

    /// <summary>Whether another program serves from the same folder.</summary>
    public bool IsShared
    {
        get;
        set
        {
            if (value && !field)
            {
                LogShared();
            }

            field = value;
        }
    }

    /// <summary>Something could not be read or saved. Said once, not at every request.</summary>
    public void Report(Exception failure)
    {
        if (failure is not (StorageClosedException or UnknownReaderException or UnreadableRowException)) // known already, or no fault of the whole
        {
            Tell(StorageProblem.Of(failure), failure);
        }
    }

    /// <summary>Something was saved, so what stood in the way is gone. A file that is damaged in one place can be written in another.</summary>
    public void Saved()
    {
        if (problem is { IsLasting: false })
        {
            problem = null;
            LogRecovered();
        }
    }

    private void Tell(StorageProblem why, Exception failure)
    {
        if (problem is { IsLasting: true } || problem == why)
        {
            return;
        }

        problem = why;
        LogProblemWith(failure, why.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblemWith(Exception failure, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another program uses the same data folder. Each waits for the other's saves; let only one of them run")]
    private partial void LogShared();

    [LoggerMessage(Level = LogLevel.Information, Message = "Readers' notes can be saved again")]
    private partial void LogRecovered();
}

/// <summary>The database may not be touched: it could not be opened, or is none that this version understands.</summary>
internal sealed class StorageClosedException(string message) : DbException(message);
