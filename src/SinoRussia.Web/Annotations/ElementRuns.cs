using SinoRussia.Essays;

namespace SinoRussia.Web.Annotations;

/// <summary>Merges neighbouring elements into ranges of the text, so that they need only one query.</summary>
internal static class ElementRuns
{
    /// <summary>Where these elements begin and end, with neighbours merged.</summary>
    public static IEnumerable<(int Start, int End)> Of(IEnumerable<Element> elements)
    {
        (int Start, int End)? run = null;
        foreach (var element in elements.OrderBy(e => e.Start))
        {
            if (run is { } open && element.Start <= open.End + 1)
            {
                run = (open.Start, element.End);
                continue;
            }

            if (run is { } whole)
            {
                yield return whole;
            }

            run = (element.Start, element.End);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }
}
