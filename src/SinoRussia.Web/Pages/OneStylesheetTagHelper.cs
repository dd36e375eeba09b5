using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SinoRussia.Web.Bundling;

namespace SinoRussia.Web.Pages;

/// <summary>Sends the stylesheets that are linked inside as one, in their order.</summary>
[HtmlTargetElement("one-stylesheet")]
public sealed partial class OneStylesheetTagHelper : TagHelper
{
    /// <summary>What the one is called.</summary>
    public string Name { get; set; } = "";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext? ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var links = (await output.GetChildContentAsync()).GetContent();
        var http = ViewContext?.HttpContext ?? throw new InvalidOperationException("The framework sets it.");
        var path = http.RequestServices.GetRequiredService<Stylesheets>().PathOf(Name, [.. File().Matches(links).Select(link => link.Groups["name"].Value)]);
        output.TagName = null;
        output.Content.SetHtmlContent($"<link rel=\"stylesheet\" href=\"{http.Request.PathBase}/{path}\">");
    }

    [GeneratedRegex("""href="[^"]*/css/(?<name>[a-z-]+)\.""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex File();
}
