using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The dated events in the essay, as a drawing and as a list.</summary>
[AnonymousPage]
internal sealed class TimelineModel(Essay essay, SiteAddress site) : SupplementPageModel(essay, site)
{
    protected override SitePage Described => SitePage.Timeline;

    protected override bool IsEmpty => Supplements.Events.IsEmpty;
}
