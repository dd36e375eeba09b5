using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Saving on a reader's behalf.</summary>
internal static class ReaderSaves
{
    /// <summary>Saves a change that a reader asks for. A full disk or a locked file is not a bug: the reader is told, keeps their text
    /// and can try again.</summary>
    /// <param name="reader">Who saves. If their session has ended in the meantime, or everything of theirs was deleted, nothing is saved for them.
    /// <see langword="null"/> for a change that only deletes, or that makes a session.</param>
    /// <param name="change">As for <see cref="WriteQueue.WriteAsync"/>.</param>
    /// <param name="areRows">As for <see cref="WriteQueue.WriteAsync"/>.</param>
    public static async Task<SaveResult<T>> SaveAsync<T>(
        this WriteQueue queue, CurrentReader? reader, Func<AnnotationsDb, CancellationToken, Task<T>> change, CancellationToken cancellation, bool areRows = false)
    {
        try
        {
            return await queue.WriteAsync(
                async (db, token) => reader is null || await reader.MaySaveAsync(db, token)
                    ? new SaveResult<T>(await change(db, token))
                    : new SaveResult<T>(Refusal.SignedOut),
                cancellation,
                areRows);
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return new SaveResult<T>(Refusal.NotSaved); // already logged
        }
    }
}
