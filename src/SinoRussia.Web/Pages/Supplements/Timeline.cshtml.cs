using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The dated events in the essay, as a drawing and as a list.</summary>
[AnonymousPage]
internal sealed class TimelineModel(Essay essay, SiteAddress site) : SupplementPageModel(essay, site)
{
    public override string Title => "Timeline";

    protected override string Description => "The dated events that the essay speaks of, drawn and listed, each with its paragraph.";

    protected override bool IsEmpty => Supplements.Events.IsEmpty;
}
