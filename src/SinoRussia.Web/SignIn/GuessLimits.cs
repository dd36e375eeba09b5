using System.Net;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.SignIn;

/// <summary>How many wrong recovery codes one network, and all of them together, may try in an hour.</summary>
internal sealed class GuessLimits(TimeProvider clock)
{
    public const int OfOneNetwork = 10;

    public const int OfAll = 500;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();

    // Those of the last hour, oldest first: never more than OfAll.
    private readonly List<Guess> guesses = [];

    /// <summary>Counts a guess until it turns out to be right, so that many at the same time are not more than are allowed.</summary>
    /// <returns><see langword="null"/> if there were too many.</returns>
    public Guess? Begin(IPAddress? address)
    {
        var network = RateLimits.NetworkOf(address);
        lock (gate)
        {
            guesses.RemoveAll(guess => clock.GetElapsedTime(guess.Timestamp) >= Window); // not by the time of day, because a clock can be set back
            if (guesses.Count >= OfAll || guesses.Count(guess => guess.Network.Equals(network)) >= OfOneNetwork)
            {
                return null;
            }

            var begun = new Guess(network, clock.GetTimestamp());
            guesses.Add(begun);
            return begun;
        }
    }

    /// <summary>The guess was right: it does not count. Those before it still do, so that somebody with a code of their own cannot guess for ever.</summary>
    public void Forget(Guess right)
    {
        lock (gate)
        {
            guesses.Remove(right);
        }
    }

    internal sealed class Guess(IPAddress network, long timestamp)
    {
        public IPAddress Network { get; } = network;

        public long Timestamp { get; } = timestamp;
    }
}
