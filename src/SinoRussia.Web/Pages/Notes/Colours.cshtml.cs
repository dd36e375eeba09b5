using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The reader's own names for the highlight colours.</summary>
internal sealed class ColoursModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, ReaderColours colours, FirstSaves firstSaves, CurrentReader reader)
    : NotesPageModel(essay, annotations, marks)
{
    private Dictionary<HighlightColour, string?> sent = [];
    private ColourNames names = ColourNames.None;

    public Refusal? Refusal { get; private set; }

    public string? InForm(HighlightColour colour) => Refusal is null ? names.Own(colour) : sent.GetValueOrDefault(colour);

    /// <param name="first">The ticket of a new reader's first save, which redirected here.</param>
    public async Task<IActionResult> OnGetAsync(string? first, CancellationToken cancellation)
    {
        names = await colours.NamesAsync(cancellation);
        if (first is null)
        {
            return Page();
        }

        // Another reader's cookie means that two first saves happened at once: the names then go to that reader. Without a cookie they would belong
        // to nobody.
        if (firstSaves.OtherNamer(first) is { } other && (reader.KnownId is null || IsFromHere))
        {
            var sentNames = await colours.LostAsync(other, IsFromHere, cancellation);
            sent = ColourNames.Colours.ToDictionary(colour => colour, colour => sentNames.Own(colour) ?? names.Own(colour));
            Refusal = reader.KnownId is null ? Refusal.CookieBlocked : await colours.NameAsync(sent, cancellation);
        }

        if (Refusal is null)
        {
            return BackTo(null, "/notes"); // the ticket must not stay in the address, where others could see it
        }

        Response.StatusCode = Refusal.Status;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var form = await Request.ReadFormAsync(cancellation);
        sent = ColourNames.Colours.ToDictionary(colour => colour, colour => (string?)form[HighlightMapping.CssName(colour)]);
        Refusal = await colours.NameAsync(sent, cancellation);
        if (Refusal is null)
        {
            return BackTo(null, firstSaves.TicketForColours() is { } ticket ? $"/notes/colours?first={Uri.EscapeDataString(ticket)}" : "/notes");
        }

        Response.StatusCode = Refusal.Status;
        return Page();
    }
}
