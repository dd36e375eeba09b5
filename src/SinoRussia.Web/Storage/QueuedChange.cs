namespace SinoRussia.Web.Storage;

/// <summary>One change that waits in the <see cref="WriteQueue"/>, and the answer to its sender.</summary>
/// <param name="areRows">Whether it bypasses the change tracker.</param>
internal abstract class QueuedChange(bool areRows)
{
    /// <summary>Whether it bypasses the change tracker.</summary>
    public bool AreRows => areRows;

    /// <summary>Why this change alone failed, or <see langword="null"/>.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>Reads and changes, but does not save.</summary>
    public abstract Task RunAsync(AnnotationsDb db);

    /// <summary>Runs the change and saves it under its own savepoint.</summary>
    public abstract Task SaveAsync(AnnotationsDb db);

    /// <summary>Answers with the result, or with the failure of this change.</summary>
    public abstract void Acknowledge();

    /// <summary>Answers with a failure of the whole batch.</summary>
    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class QueuedChange<T>(Func<AnnotationsDb, CancellationToken, Task<T>> change, bool areRows) : QueuedChange(areRows)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Answer => answer.Task;

    public override async Task RunAsync(AnnotationsDb db) => result = await change(db, CancellationToken.None);

    public override async Task SaveAsync(AnnotationsDb db)
    {
        try
        {
            await RunAsync(db);
            await db.SaveChangesAsync(CancellationToken.None); // creates a savepoint, and rolls back to it on failure
        }
        catch (Exception failure)
        {
            Failure = failure; // affects only this change; the rest of the batch continues
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    public override void Acknowledge()
    {
        if (Failure is null)
        {
            answer.TrySetResult(result!); // RunAsync has set it, because there was no failure
        }
        else
        {
            answer.TrySetException(Failure);
        }
    }

    public override void Fail(Exception failure) => answer.TrySetException(failure);
}
