using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The people whom the essay names, with links to the places.</summary>
[AnonymousPage]
internal sealed class PeopleModel(Essay essay, SiteAddress site) : SupplementPageModel(essay, site)
{
    public override string Title => "People";

    protected override string Description => "Who the people are that the essay names, and where it names them.";

    protected override bool IsEmpty => Supplements.People.IsEmpty;
}
