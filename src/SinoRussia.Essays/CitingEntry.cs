using System.Collections.Immutable;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays;

/// <summary>An entry of a supplement that can cite sources.</summary>
/// <param name="Key">Its id on the page of its supplement; empty for the page itself.</param>
public sealed record CitingEntry(SupplementKind Kind, string Key, string Title, ImmutableArray<Source> Sources)
{
    /// <summary>The sources that a text cites, each once.</summary>
    internal static IEnumerable<Source> CitedIn(IEnumerable<Inline> text) =>
        text.SelectMany(inline => inline.Flattened).OfType<Citation>().Select(citation => citation.Source).Distinct();
}
