using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Rendering;

/// <summary>The HTML of an essay's elements as they are without marks: made once, and kept as long as the essay itself.</summary>
internal sealed class PlainElements
{
    // The same essay is on pages with its notes and on pages without, at the root and below a path. Who asks in other ways is not remembered.
    private const int MostVariants = 4;

    private static readonly ConditionalWeakTable<EssaySupplements, PlainElements> Known = [];

    private readonly ConcurrentDictionary<(string PathBase, string FootnotesPage), ConcurrentDictionary<(string Id, string Part), string>> variants = new();

    private PlainElements(Essay essay) => ReferencingElements = essay.Elements
        .SelectMany(element => element.Blocks.SelectMany(block => block.Inlines).SelectMany(inline => inline.Flattened).OfType<FootnoteReference>().Select(reference => (reference.Id, element)))
        .ToFrozenDictionary(home => home.Id, home => home.element, StringComparer.Ordinal);

    /// <summary>Where each reference to a footnote stands, by its address.</summary>
    public FrozenDictionary<string, Element> ReferencingElements { get; }

    // By the companions, which are on the page, too: the parser sets them after it has made the essay, and what was rendered without them is not kept.
    public static PlainElements Of(Essay essay) => Known.GetValue(essay.Supplements, _ => new PlainElements(essay));

    /// <param name="part">Which part of the element's HTML it is.</param>
    public string Get(string pathBase, string footnotesPage, Element element, string part, Func<string> render)
    {
        var variant = variants.GetValueOrDefault((pathBase, footnotesPage));
        if (variant is null && variants.Count < MostVariants)
        {
            variant = variants.GetOrAdd((pathBase, footnotesPage), static _ => new());
        }

        return variant is null ? render()
            : variant.TryGetValue((element.Id, part), out var known) ? known
            : variant.GetOrAdd((element.Id, part), render());
    }
}
