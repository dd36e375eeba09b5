using SinoRussia.Essays;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>What was looked for, on the essay's own page: where it stands, and the way from one place to the next.</summary>
internal sealed class SearchHits
{
    private readonly IReadOnlyList<FoundElement> places;
    private readonly int current;

    private SearchHits(string query, IReadOnlyList<FoundElement> places, int current) => (Query, this.places, this.current) = (query, places, current);

    public string Query { get; }

    public IReadOnlyList<Passage> Passages => [.. places.SelectMany(place => place.Passages)];

    public int Count => places.Count;

    /// <summary>Which of them the address names, counted from 1, or <see langword="null"/>.</summary>
    public int? Number => current >= 0 ? current + 1 : null;

    public string? PreviousPath => current > 0 ? PathOf(places[current - 1].Element, Query) : null;

    public string? NextPath => current + 1 < places.Count ? PathOf(places[current + 1].Element, Query) : null;

    /// <summary>What the address looks for, or <see langword="null"/> when it looks for nothing.</summary>
    /// <param name="id">The element that the address names.</param>
    public static SearchHits? In(Essay essay, string? query, string? id)
    {
        var search = TextSearch.Parse(query);
        if (search.IsEmpty)
        {
            return null;
        }

        var found = EssaySearch.Find(essay, search).ToList();
        return new SearchHits(query!.Trim(), found, found.FindIndex(place => place.Element.Id == id)); // not null: it is not empty
    }

    /// <summary>The essay's page at an element, with what was looked for marked, from the site's root.</summary>
    public static string PathOf(Element element, string query)
    {
        var path = ElementLinks.PathOf(element);
        var fragment = path.IndexOf('#', StringComparison.Ordinal);
        var at = element.Kind == ElementKind.Footnote ? $"&at={element.Id}" : ""; // the path of a footnote does not name it
        return $"{path[..fragment]}?q={Uri.EscapeDataString(query)}{at}{path[fragment..]}";
    }
}
