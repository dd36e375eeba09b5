namespace SinoRussia.Web.Hosting;

/// <summary>On an endpoint: what it answers may be shown on pages of other sites.</summary>
internal sealed class ForOtherSites;
