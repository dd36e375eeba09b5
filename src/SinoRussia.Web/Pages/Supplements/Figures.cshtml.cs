using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.PageCache;

namespace SinoRussia.Web.Pages.Supplements;

/// <summary>The figures that the essay quotes, as charts and as tables.</summary>
[AnonymousPage]
internal sealed class FiguresModel(Essay essay, SiteAddress site) : SupplementPageModel(essay, site)
{
    public override string Title => "Figures";

    protected override string Description => "The figures that the essay quotes: drawn, in tables, and with what they rest on.";

    protected override bool IsEmpty => Supplements.Figures.IsEmpty;
}
