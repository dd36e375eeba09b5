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

    public async Task OnGetAsync(CancellationToken cancellation) => names = await colours.NamesAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var form = await Request.ReadFormAsync(cancellation);
        sent = ColourNames.Colours.ToDictionary(colour => colour, colour => (string?)form[HighlightMapping.CssName(colour)]);
        Refusal = await colours.NameAsync(sent, cancellation);
        if (Refusal is null)
        {
            return firstSaves.TicketForColours() is { } ticket ? CheckCookie($"/notes/colours?handler=CheckCookie&first={Uri.EscapeDataString(ticket)}") : BackTo(null, "/notes");
        }

        Response.StatusCode = Refusal.Status;
        return Page();
    }

    /// <summary>Checks whether a new reader's browser sends their first cookie back.</summary>
    public async Task<IActionResult> OnPostCheckCookieAsync([FromQuery] string? first, CancellationToken cancellation)
    {
        // Another reader's cookie means that two first saves happened at once: the names then go to that reader. Without a cookie they would belong
        // to nobody.
        if (firstSaves.OtherNamer(first ?? "") is { } other)
        {
            names = await colours.NamesAsync(cancellation);
            var sentNames = await colours.TakeBackAsync(other, cancellation);
            sent = ColourNames.Colours.ToDictionary(colour => colour, colour => sentNames.Own(colour) ?? names.Own(colour));
            Refusal = reader.KnownId is null ? Refusal.CookieBlocked : await colours.NameAsync(sent, cancellation);
        }

        if (Refusal is null)
        {
            return BackTo(null, "/notes");
        }

        Response.StatusCode = Refusal.Status;
        return Page();
    }
}
