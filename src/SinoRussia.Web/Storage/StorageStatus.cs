using System.Data.Common;

namespace SinoRussia.Web.Storage;

/// <summary>Whether readers' data can be read and saved, and if not, why, in a message for the person who runs the site.</summary>
internal sealed partial class StorageStatus(IDatabaseEngine engine, ILogger<StorageStatus> logger)
{
    private volatile StorageProblem? problem;
    private volatile bool isOpen;

    /// <summary>What is wrong, or <see langword="null"/> if nothing is known to be wrong.</summary>
    public StorageProblem? Problem => problem;

    /// <summary>Whether the database may be used.</summary>
    public bool IsOpen => isOpen;

    /// <summary>How often the database was opened. What was cached from one database may be wrong for the next.</summary>
    public int Openings { get; private set; }

    /// <summary>The database was opened, at start or after a problem.</summary>
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

    /// <summary>Closes a database that was deleted or replaced. What is saved in it would be lost.</summary>
    public void CloseIfLost()
    {
        if (isOpen && engine.FindLoss() is { } loss)
        {
            Close(loss);
        }
    }

    /// <summary>Whether another process serves from the same folder.</summary>
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

    /// <summary>Reports a failure to read or save. It is logged once, not at every request.</summary>
    public void Report(Exception failure)
    {
        if (failure is not (StorageClosedException or UnknownReaderException or UnreadableRowException)) // already reported, or not about the whole database
        {
            SetProblem(engine.Explain(failure), failure);
        }
    }

    /// <summary>A save succeeded, so the problem is over, unless it is lasting: a damaged file can be writable in other places.</summary>
    public void Saved()
    {
        if (problem is { IsLasting: false })
        {
            problem = null;
            LogRecovered();
        }
    }

    private void SetProblem(StorageProblem why, Exception failure)
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another program uses the same data folder. Each waits for the other's saves; run only one of them")]
    private partial void LogShared();

    [LoggerMessage(Level = LogLevel.Information, Message = "Readers' notes can be saved again")]
    private partial void LogRecovered();
}

/// <summary>The database may not be used: it could not be opened, or this version cannot read it.</summary>
internal sealed class StorageClosedException(string message) : DbException(message);
