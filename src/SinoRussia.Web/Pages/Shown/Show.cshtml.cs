using Microsoft.AspNetCore.Mvc;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Notes;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Shown;
using NoteLink = SinoRussia.Web.Storage.NoteLink; // the library has a link to a footnote of this name

namespace SinoRussia.Web.Pages.Shown;

/// <summary>Shows one note of the reader to others, and asks for their name if they have none.</summary>
internal sealed class ShowModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks, NoteLinks links, NoteLinkQueries queries, ReaderNames names, Showing showing, CurrentReader reader)
    : NotesPageModel(essay, annotations, marks)
{
    public NoteCard? Card { get; private set; }

    /// <summary>The link that shows it alone, or <see langword="null"/>.</summary>
    public NoteLink? Link { get; private set; }

    public string Address => Link is { } link ? showing.AddressOf(link) : "";

    /// <summary>How many links show it together with other notes.</summary>
    public int Readings { get; private set; }

    public string InReadings => Readings == 1 ? "a reading" : $"{Readings:N0} readings";

    public string? Name { get; private set; }

    /// <summary>The name that was sent and refused.</summary>
    public string? AskedName { get; private set; }

    public string Suggestion => names.Suggestion;

    public NameMark Mark => NameMark.Of(reader.Id!.Value); // the page shows something of the reader, so there is one

    public Refusal? Refusal { get; private set; }

    /// <summary>The result of the last form, or <see langword="null"/>.</summary>
    public DoneMessage? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        Done = DoneMessage.Take(HttpContext);
        return await ShowAsync(id, cancellation);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? name, [FromForm] int version, CancellationToken cancellation)
    {
        if (await Annotations.FindAsync(id, cancellation) is not { DeletedAt: null })
        {
            return NotFound();
        }

        AskedName = name;
        Refusal = await names.NameAsync(cancellation) is null ? await names.ChangeAsync(name, cancellation) : null; // a name that is there is changed on a page of its own
        Refusal ??= await links.ShowAsync(id, version, cancellation) switch
        {
            Outcome.Refused { Refusal: var refused } => refused,
            Outcome.Stale => Showing.ChangedMeanwhile,
            _ => null,
        };
        if (Refusal is null)
        {
            return BackTo(null, $"/notes/{id:D}/show");
        }

        Response.StatusCode = Refusal.Status;
        return await ShowAsync(id, cancellation);
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation)
    {
        if (await Annotations.FindAsync(id, cancellation) is not { DeletedAt: null } annotation)
        {
            return NotFound();
        }

        Card = new NoteCard(annotation, Essay);
        Link = await queries.OfAsync(id, cancellation);
        Readings = await queries.ReadingsWithAsync(id, cancellation);
        Name = await names.NameAsync(cancellation);
        return Page();
    }
}
