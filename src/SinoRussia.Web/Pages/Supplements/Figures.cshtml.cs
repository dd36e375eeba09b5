using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The figures that the essay quotes, as charts and as tables.</summary>
[AnonymousPage]
internal sealed class FiguresModel(Essay essay, SiteAddress site) : SupplementPageModel(essay, site)
{
    protected override SitePage Described => SitePage.Figures;

    protected override bool IsEmpty => Supplements.Figures.IsEmpty;
}
