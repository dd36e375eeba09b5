using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace SinoRussia.Essays.Rendering;

/// <summary>Caches the HTML of an essay's elements without marks, as long as the essay exists.</summary>
internal sealed class PlainElements
{
    // One site renders an essay with at most a few sets of links. Further variants are rendered each time and not kept.
    private const int MostVariants = 4;

    private static readonly ConditionalWeakTable<Essay, PlainElements> Known = [];

    private readonly ConcurrentDictionary<(PageLinks Links, string FootnotesPage), ConcurrentDictionary<(string Id, string Part), string>> variants = new();

    private PlainElements(Essay essay) => ReferringElements = essay.Elements
        .SelectMany(element => element.Blocks.SelectMany(block => block.Inlines).SelectMany(inline => inline.Flattened).OfType<FootnoteReference>().Select(reference => (reference.Id, element)))
        .ToFrozenDictionary(found => found.Id, found => found.element, StringComparer.Ordinal);

    /// <summary>The element that each reference to a footnote is in, by the reference's id.</summary>
    public FrozenDictionary<string, Element> ReferringElements { get; }

    public static PlainElements Of(Essay essay) => Known.GetValue(essay, static one => new PlainElements(one));

    /// <param name="part">Which part of the element's HTML it is: empty for the element itself.</param>
    public string Get(PageLinks links, string footnotesPage, Element element, string part, Func<string> render)
    {
        var variant = variants.GetValueOrDefault((links, footnotesPage));
        if (variant is null && variants.Count < MostVariants)
        {
            variant = variants.GetOrAdd((links, footnotesPage), static _ => new());
        }

        return variant is null ? render()
            : variant.TryGetValue((element.Id, part), out var known) ? known
            : variant.GetOrAdd((element.Id, part), render());
    }
}
