using System.Runtime.InteropServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>The places of each word of a text, and from them the likely places of a quotation.</summary>
internal sealed class InvertedIndex
{
    // The most places that are looked up for one quotation, those of its rarest words first. It limits the time of a search. Edit cases
    // wrong by the quotation: 27 or 28 from 64 to 16,384.
    private const int MostPlaces = 4096;

    // In words: votes for places within so many words of each other are counted together, because an edit inside the quotation shifts
    // what follows it. Edit cases wrong by the quotation: 27 or 28 from 1 to 16, 31 at 32, 44 at 64.
    private const int Spread = 8;

    // The share of the best place's votes from which a place is compared word by word; it limits the time. Edit cases wrong by the
    // quotation: 28 from 0 to 0.5, 30 at 0.66, 44 at 0.95.
    private const float LeastVotes = 1 / 3f;

    // The most places that are compared word by word; it limits the time. Edit cases wrong by the quotation: 41 at 1, 32 at 2, 28 from 3
    // to 32.
    private const int MostCandidates = 8;

    private readonly int[] firsts;
    private readonly int[] places;
    private readonly float[] bits;

    public InvertedIndex(int[] keys, float[] bits)
    {
        this.bits = bits;
        firsts = new int[bits.Length + 1];
        foreach (var key in keys)
        {
            firsts[key + 1]++;
        }

        for (var key = 0; key < bits.Length; key++)
        {
            firsts[key + 1] += firsts[key];
        }

        places = new int[keys.Length];
        var next = firsts.AsSpan(0, bits.Length).ToArray();
        for (var at = 0; at < keys.Length; at++)
        {
            places[next[keys[at]]++] = at;
        }
    }

    /// <summary>The likely places of a quotation: the index that its first word would have there, the likeliest place first.</summary>
    /// <param name="keys">The words of the quotation and its surroundings.</param>
    /// <param name="leastShare">The share of these words' bits, from 0 to 1, that a place must have.</param>
    public List<int> PlacesOf(int[] keys, float leastShare)
    {
        var votes = new Dictionary<int, float>();
        var (left, total) = (MostPlaces, 0f);
        foreach (var at in Enumerable.Range(0, keys.Length).Where(at => keys[at] < bits.Length).OrderBy(at => Count(keys[at])))
        {
            left -= Count(keys[at]);
            if (left < 0 && votes.Count > 0)
            {
                break;
            }

            total += bits[keys[at]];
            foreach (var place in places.AsSpan(firsts[keys[at]], Count(keys[at])))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(votes, Bucket(place - at), out _) += bits[keys[at]];
            }
        }

        return Likeliest(votes, total * leastShare);
    }

    private int Count(int key) => firsts[key + 1] - firsts[key];

    private static int Bucket(int diagonal) => (int)Math.Floor((double)diagonal / Spread);

    // A quotation whose votes fall into two buckets counts in the fuller one, with the votes of its neighbours.
    private static List<int> Likeliest(Dictionary<int, float> votes, float least)
    {
        float WithNeighbours(int bucket) => votes[bucket] + votes.GetValueOrDefault(bucket - 1) + votes.GetValueOrDefault(bucket + 1);
        bool IsPeak(int bucket) => votes[bucket] >= votes.GetValueOrDefault(bucket - 1) && votes[bucket] > votes.GetValueOrDefault(bucket + 1);

        var peaks = votes.Keys.Where(IsPeak).Select(bucket => (Bucket: bucket, Votes: WithNeighbours(bucket))).ToList();
        var most = peaks.Select(peak => peak.Votes).DefaultIfEmpty().Max();
        return [.. peaks
            .Where(peak => peak.Votes >= Math.Max(least, most * LeastVotes))
            .OrderByDescending(peak => peak.Votes)
            .Take(MostCandidates)
            .Select(peak => (peak.Bucket * Spread) + (Spread / 2))];
    }
}
