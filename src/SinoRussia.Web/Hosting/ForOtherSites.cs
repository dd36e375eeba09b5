namespace SinoRussia.Web.Hosting;

/// <summary>Endpoint metadata: other sites may embed this response in their pages.</summary>
internal sealed class ForOtherSites;
