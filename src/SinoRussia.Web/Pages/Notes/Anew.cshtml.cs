using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>For a reader whose cookie cannot be read: to begin anew, and to come back to the earlier notes when it can be read again.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AnewModel(CurrentReader reader) : PageModel
{
    public bool IsUnknown => reader.IsUnknown;

    /// <summary>Whether there are earlier notes that can be reached again.</summary>
    public bool HasFormer => reader.HasFormer;

    public bool IsUnsure { get; private set; }

    public IActionResult OnPostStart([FromForm] string? sure)
    {
        if (!reader.IsUnknown)
        {
            return new SeeOtherResult(Url.Content("~/notes")); // it can be read again: nothing to give up
        }

        if (sure != "yes")
        {
            IsUnsure = true;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        reader.StartAnew();
        return new SeeOtherResult(Url.Content("~/notes"));
    }

    public IActionResult OnPostReturn() => new SeeOtherResult(Url.Content(reader.TakeUpFormer() ? "~/notes" : "~/notes/anew"));
}
