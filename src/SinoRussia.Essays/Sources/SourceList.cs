using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SinoRussia.Essays.Sources;

/// <summary>The works that the footnotes and supplements cite.</summary>
public sealed class SourceList
{
    private readonly FrozenDictionary<string, Source> byKey;

    internal SourceList(IEnumerable<Source> sources)
    {
        All = [.. sources];
        byKey = All.ToFrozenDictionary(source => source.Key, StringComparer.Ordinal);
    }

    /// <summary>A list without sources.</summary>
    public static SourceList Empty { get; } = new([]);

    /// <summary>All sources in the order of their file.</summary>
    public ImmutableArray<Source> All { get; }

    /// <summary>The source with this key, or <see langword="null"/> when there is none.</summary>
    public Source? Find(string key) => byKey.GetValueOrDefault(key);
}
