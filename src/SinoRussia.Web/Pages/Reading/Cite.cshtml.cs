using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Citing;
using SinoRussia.Web.Citing;

namespace SinoRussia.Web.Pages.Reading;

/// <summary>How to cite the essay, a section, a paragraph or words of it, in the forms that people and programs use.</summary>
internal sealed class CiteModel(Essay essay, Citable citable) : PageModel
{
    public Essay Essay => essay;

    /// <summary>What is cited; <see langword="null"/> when the words are no longer there.</summary>
    public CitedPart? Part { get; private set; }

    /// <summary>The place that was asked for, as the address names it.</summary>
    public string? Place { get; private set; }

    public string? Quote { get; private set; }

    /// <summary>What an address must carry to name the same part.</summary>
    public string Query => QueryString.Create(((KeyValuePair<string, string?>[])[new("p", Place), new("quote", Quote)]).Where(value => value.Value is not null)).Value ?? "";

    public IActionResult OnGet(string? p, string? quote)
    {
        (Place, Quote) = (string.IsNullOrEmpty(p) ? null : p, string.IsNullOrWhiteSpace(quote) ? null : quote);
        Part = citable.Find(Place, Quote);
        if (Part is null && citable.Find(Place, null) is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "no-cache"; // the day of access is in it
        return Page();
    }
}
