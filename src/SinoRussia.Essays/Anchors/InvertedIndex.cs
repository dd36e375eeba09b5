using System.Runtime.InteropServices;

namespace SinoRussia.Essays.Anchors;

/// <summary>Where each word of a text stands, and from that, where a quotation could.</summary>
internal sealed class InvertedIndex
{
    // So many places are looked up for one quotation, its rarest words first: enough for a paragraph, and a fraction of a millisecond.
    private const int MostPlaces = 4096;

    // Words that vote for the same place may be some words apart: an edit inside the quotation shifts what follows.
    private const int Spread = 8;

    // A place with a third of the best one's votes may still turn out better word by word, when something was put in between them; with less it has never.
    private const float LeastVotes = 1 / 3f;
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

    /// <summary>Where the first of these words would stand if the quotation were found there, the likeliest first.</summary>
    /// <param name="keys">The words of the quotation and its surroundings.</param>
    /// <param name="leastShare">The share of what they say, rare words counting more, that a place must have to be worth a closer look.</param>
    public List<int> PlacesOf(int[] keys, float leastShare)
    {
        var votes = new Dictionary<int, float>();
        var (left, said) = (MostPlaces, 0f);
        foreach (var at in Enumerable.Range(0, keys.Length).Where(at => keys[at] < bits.Length).OrderBy(at => Count(keys[at])))
        {
            left -= Count(keys[at]);
            if (left < 0 && votes.Count > 0)
            {
                break;
            }

            said += bits[keys[at]];
            foreach (var place in places.AsSpan(firsts[keys[at]], Count(keys[at])))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(votes, Bucket(place - at), out _) += bits[keys[at]];
            }
        }

        return Likeliest(votes, said * leastShare);
    }

    private int Count(int key) => firsts[key + 1] - firsts[key];

    private static int Bucket(int diagonal) => (int)Math.Floor((double)diagonal / Spread);

    // A quotation that straddles two buckets counts in the fuller one, with what its neighbours add.
    private static List<int> Likeliest(Dictionary<int, float> votes, float least)
    {
        float Around(int bucket) => votes[bucket] + votes.GetValueOrDefault(bucket - 1) + votes.GetValueOrDefault(bucket + 1);
        bool IsPeak(int bucket) => votes[bucket] >= votes.GetValueOrDefault(bucket - 1) && votes[bucket] > votes.GetValueOrDefault(bucket + 1);

        var peaks = votes.Keys.Where(IsPeak).Select(bucket => (Bucket: bucket, Votes: Around(bucket))).ToList();
        var most = peaks.Select(peak => peak.Votes).DefaultIfEmpty().Max();
        return [.. peaks
            .Where(peak => peak.Votes >= Math.Max(least, most * LeastVotes))
            .OrderByDescending(peak => peak.Votes)
            .Take(MostCandidates)
            .Select(peak => (peak.Bucket * Spread) + (Spread / 2))];
    }
}
