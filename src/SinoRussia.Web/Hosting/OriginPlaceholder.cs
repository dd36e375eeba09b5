namespace SinoRussia.Web.Hosting;

/// <summary>A request feature for rendering a page for everyone: stands for scheme and host.</summary>
internal sealed record OriginPlaceholder(string Text);
