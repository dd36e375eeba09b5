using System.Collections.Concurrent;

namespace SinoRussia.Web.Readers;

/// <summary>Who had everything of his deleted a moment ago. What another tab of his had under way meanwhile is not saved after all.</summary>
internal sealed class ForgottenReaders(TimeProvider clock)
{
    // Longer than any request is under way. Later there are none: the cookie is gone.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> since = new();

    public void Add(Guid reader)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in since)
        {
            if (now - at > Remembered)
            {
                since.TryRemove(old, out _);
            }
        }

        since[reader] = now;
    }

    /// <summary>He could not be forgotten after all.</summary>
    public void Remove(Guid reader) => since.TryRemove(reader, out _);

    public bool Contains(Guid reader) => since.ContainsKey(reader);
}
