using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>How what a reader wishes comes to the one writer.</summary>
internal sealed class ReaderSaves(WriteQueue writer, CurrentReader reader)
{
    /// <summary>As <see cref="WriteQueue.TryAsync"/>, but not for a reader who had everything deleted while this was under way:
    /// nothing of theirs comes back.</summary>
    public async Task<Refusal?> TryAsync(Func<AnnotationsDb, CancellationToken, Task> change, CancellationToken cancellation, bool areRows = false)
    {
        var isForgotten = false;
        var refusal = await writer.TryAsync(
            async (db, token) =>
            {
                isForgotten = reader.Id is { } known && await ForgottenReaders.ContainsAsync(db, known, token);
                if (!isForgotten)
                {
                    await change(db, token);
                }
            },
            cancellation,
            areRows);
        if (refusal is not null || !isForgotten)
        {
            return refusal;
        }

        reader.Forget(); // no cookie of theirs goes out with this answer
        return Refusal.Forgotten;
    }
}
