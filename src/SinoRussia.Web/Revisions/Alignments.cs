using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Revisions;

/// <summary>Caches the most recently used alignments, because each takes milliseconds. The cache is limited, because there is one for each pair of revisions.</summary>
internal sealed class Alignments : IDisposable
{
    /// <summary>Approximate bytes.</summary>
    internal const long MostInMemory = 32 << 20;

    // Measured on the essay: half a megabyte for two texts of 40,000 characters each.
    private const long BytesPerCharacter = 8;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostInMemory });

    public Alignment? Find(string before, string after) => known.Get<Alignment>((before, after));

    /// <summary>Aligns two texts and caches the result.</summary>
    public Alignment Add(string before, string beforeText, string after, string afterText) => known.Set(
        (before, after),
        Alignment.Between(beforeText, afterText),
        new MemoryCacheEntryOptions { Size = BytesPerCharacter * (beforeText.Length + afterText.Length) });

    public void Dispose() => known.Dispose();
}
