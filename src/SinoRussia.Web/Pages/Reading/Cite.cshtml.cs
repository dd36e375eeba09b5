using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Web.Citing;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>Citations of the essay, a section, a paragraph or a passage, in formats for people and for programs.</summary>
internal sealed class CiteModel(Essay essay, Citable citable, SiteAddress site) : PageModel
{
    public Essay Essay => essay;

    /// <summary>The page without a query describes itself; one with a quotation is not for search engines.</summary>
    public PageHead Head => Place is null && Quote is null
        ? PageHead.Of(SitePage.Cite(essay), essay, site)
        : new PageHead(PageHead.TitleOf("How to cite", essay));

    /// <summary>What is cited; <see langword="null"/> when the words are no longer in the essay.</summary>
    public CitedPart? Part { get; private set; }

    /// <summary>The requested element, as the address names it.</summary>
    public string? Place { get; private set; }

    public string? Quote { get; private set; }

    /// <summary>The query parameters that an address needs to name the same part.</summary>
    public string Query => QueryString.Create(((KeyValuePair<string, string?>[])[new("p", Place), new("quote", Quote)]).Where(value => value.Value is not null)).Value ?? "";

    public IActionResult OnGet(string? p, string? quote)
    {
        (Place, Quote) = (string.IsNullOrEmpty(p) ? null : p, string.IsNullOrWhiteSpace(quote) ? null : quote);
        Part = citable.Find(Place, Quote);
        if (Part is null && citable.Find(Place, null) is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "no-cache"; // it contains the date of access
        return Page();
    }
}
