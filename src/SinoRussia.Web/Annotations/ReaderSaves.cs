using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Saving on a reader's behalf.</summary>
internal static class ReaderSaves
{
    /// <summary>Saves a change that a reader asks for. A full disk or a locked file is not a bug: the reader is told, keeps their text
    /// and can try again.</summary>
    /// <param name="reader">Who saves. If they have deleted everything in the meantime, nothing is saved for them.
    /// <see langword="null"/> for a change that only deletes.</param>
    /// <param name="change">As for <see cref="WriteQueue.WriteAsync"/>.</param>
    /// <param name="areRows">As for <see cref="WriteQueue.WriteAsync"/>.</param>
    public static async Task<SaveResult<T>> SaveAsync<T>(
        this WriteQueue queue, CurrentReader? reader, Func<AnnotationsDb, CancellationToken, Task<T>> change, CancellationToken cancellation, bool areRows = false)
    {
        try
        {
            var readerId = reader?.Id;
            var saved = await queue.WriteAsync(
                async (db, token) => readerId is { } known && await ForgottenReaders.ContainsAsync(db, known, token)
                    ? new SaveResult<T>(Refusal.Forgotten)
                    : new SaveResult<T>(await change(db, token)),
                cancellation,
                areRows);
            if (saved.Refusal is not null)
            {
                reader!.Forget(); // not null: the refusal needs a reader; this response must not send their cookie
            }

            return saved;
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            return new SaveResult<T>(Refusal.NotSaved); // already logged
        }
    }
}
