using SinoRussia.Essays;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>Links to the places in the essay where something or somebody appears.</summary>
internal sealed record ElementLinkList(IReadOnlyList<ElementLinkGroup> Groups)
{
    public static ElementLinkList Of(EssaySupplements supplements, Person person)
    {
        var misprints = string.Join(" and ", person.Misprints.Select(misprint => $"“{misprint}”"));
        return new(
        [
            .. Group(misprints.Length > 0 ? $"Printed as {misprints} in" : "Named in", supplements.Naming(person)),
            .. Group("Meant, not named, in", supplements.Paragraphs(person.Meant)),
        ]);
    }

    public static ElementLinkList Of(string lead, IEnumerable<Element> elements) => new([.. Group(lead, elements)]);

    private static IEnumerable<ElementLinkGroup> Group(string lead, IEnumerable<Element> elements) =>
        elements.ToList() is { Count: > 0 } places ? [new ElementLinkGroup(lead, places)] : [];
}

internal sealed record ElementLinkGroup(string Lead, IReadOnlyList<Element> Elements);
