using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages;

/// <summary>The reader's own names for the colours.</summary>
internal sealed class ColoursModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, ReaderColours colours) : NotesPageModel(essay, annotations, marks)
{
    private Dictionary<HighlightColour, string?> sent = [];
    private ColourNames names = ColourNames.None;

    public Refusal? Refusal { get; private set; }

    public string? InForm(HighlightColour colour) => Refusal is null ? names.Own(colour) : sent.GetValueOrDefault(colour);

    public async Task OnGetAsync(CancellationToken cancellation) => names = await colours.NamesAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var form = await Request.ReadFormAsync(cancellation);
        sent = ColourNames.Colours.ToDictionary(colour => colour, colour => (string?)form[Painted.NameOf(colour)]);
        Refusal = await colours.NameAsync(sent, cancellation);
        if (Refusal is null)
        {
            return BackTo(null, "/notes");
        }

        Response.StatusCode = Refusal.Status;
        return Page();
    }
}
