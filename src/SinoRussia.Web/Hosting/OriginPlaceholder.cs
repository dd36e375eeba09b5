namespace SinoRussia.Web.Hosting;

/// <summary>Among a request's features while its page is rendered for everybody: what stands in place of scheme and host.</summary>
internal sealed record OriginPlaceholder(string Text);
