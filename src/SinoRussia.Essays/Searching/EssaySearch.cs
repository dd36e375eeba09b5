using System.Collections.Immutable;

namespace SinoRussia.Essays.Searching;

/// <summary>Finds paragraphs, captions, headings and footnotes of an essay.</summary>
public static class EssaySearch
{
    /// <summary>The elements that contain all the words, in reading order.</summary>
    public static IEnumerable<FoundElement> Find(Essay essay, TextSearch search)
    {
        ArgumentNullException.ThrowIfNull(essay);
        ArgumentNullException.ThrowIfNull(search);
        return
            from element in essay.Elements
            let found = search.In(essay.Text[element.Start..element.End])
            where !found.IsEmpty
            select new FoundElement(element, [.. found.Select(p => new Passage(p.Start + element.Start, p.End + element.Start))]);
    }
}

/// <summary>An element that a search found.</summary>
/// <param name="Passages">The places of the words, in offsets of <see cref="Essay.Text"/>.</param>
public sealed record FoundElement(Element Element, ImmutableArray<Passage> Passages);
