using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The people whom the essay names, with links to the places.</summary>
[AnonymousPage]
internal sealed class PeopleModel(Essay essay, SiteAddress site) : SupplementPageModel(essay, site)
{
    protected override SitePage Described => SitePage.People;

    protected override bool IsEmpty => Supplements.People.IsEmpty;
}
