using SinoRussia.Essays;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>The matches of a search in the essay's own page, with links from one to the next.</summary>
internal sealed class SearchHits
{
    private readonly IReadOnlyList<FoundElement> places;
    private readonly int current;

    private SearchHits(string query, IReadOnlyList<FoundElement> places, int current) => (Query, this.places, this.current) = (query, places, current);

    public string Query { get; }

    public IReadOnlyList<Passage> Passages => [.. places.SelectMany(place => place.Passages)];

    public int Count => places.Count;

    /// <summary>The number of the match that the address names, counted from 1, or <see langword="null"/>.</summary>
    public int? Number => current >= 0 ? current + 1 : null;

    public string? PreviousPath => current > 0 ? PathOf(places[current - 1].Element, Query) : null;

    public string? NextPath => current + 1 < places.Count ? PathOf(places[current + 1].Element, Query) : null;

    /// <summary>The search that the address asks for, or <see langword="null"/> without a query.</summary>
    /// <param name="id">The element that the address names.</param>
    public static SearchHits? In(Essay essay, string? query, string? id)
    {
        var search = TextSearch.Parse(query);
        if (search.IsEmpty)
        {
            return null;
        }

        var found = EssaySearch.Find(essay, search).ToList();
        return new SearchHits(query!.Trim(), found, found.FindIndex(place => place.Element.Id == id)); // the query is not null: an empty one was handled above
    }

    /// <summary>The path of an element in the essay's page with the matches of this search marked, from the site's root.</summary>
    public static string PathOf(Element element, string query)
    {
        var path = ElementLinks.PathOf(element);
        var fragment = path.IndexOf('#', StringComparison.Ordinal);
        var at = element.Kind == ElementKind.Footnote ? $"&at={element.Id}" : ""; // the path of a footnote does not contain its id
        return $"{path[..fragment]}?q={Uri.EscapeDataString(query)}{at}{path[fragment..]}";
    }
}
