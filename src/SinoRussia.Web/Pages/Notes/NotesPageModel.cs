using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>What the pages about notes share: they answer a script with fragments, and everybody else with pages.</summary>
internal abstract class NotesPageModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks) : PageModel
{
    private const string LostCookie =
        "But your browser lost the cookie of your earlier notes. They cannot be reached from here any more: you have started over.";

    public Essay Essay => essay;

    protected ReaderAnnotations Annotations => annotations;

    protected ReaderMarks Marks => marks;

    /// <summary>Our own script sent this, and swaps fragments in.</summary>
    protected bool IsFetch => ErrorPages.IsScript(Request);

    /// <summary>Whether a page of ours led here, rather than an address that somebody else knows.</summary>
    protected bool IsFromHere => Request.Headers["Sec-Fetch-Site"] == "same-origin"
        || (Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == Request.Host.Value);

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.Vary = "X-Requested-With, Cookie";
        Response.Headers["Revision"] = essay.Revision; // fragments fit only into a page of the same one
        base.OnPageHandlerExecuting(context);
    }

    /// <param name="before">As it was, when it may have stood elsewhere.</param>
    protected async Task<IActionResult> ChangedAsync(Annotation annotation, string said, CancellationToken cancellation, Annotation? before = null)
    {
        var isDeleted = annotation.DeletedAt is not null;
        var beside = await annotations.NearestElementsAsync([annotation], cancellation);
        return Partial("_SaveFragment", new SaveFragment(
            await BlocksAsync(before is null ? [annotation] : [before, annotation], cancellation),
            isDeleted ? null : new NoteCard(annotation, essay) { NearestElement = beside.GetValueOrDefault(annotation.Id) },
            said)
        {
            Undo = isDeleted ? annotation : null,
        });
    }

    /// <summary>Answers what was just saved. Where that made somebody a reader, their browser is asked first whether it keeps the cookie.</summary>
    /// <param name="leadTo">Where a form without script leads.</param>
    /// <param name="notice">What the reader should know besides.</param>
    protected async Task<IActionResult> NewAsync(Annotation saved, string leadTo, FirstSaves firstSaves, CancellationToken cancellation, string? notice = null)
    {
        var check = firstSaves.TicketFor(saved) is { } ticket ? $"/notes/{saved.Id}?first={Uri.EscapeDataString(ticket)}" : null;
        if (!IsFetch)
        {
            return BackTo(null, check is null ? leadTo : $"{check}&returnTo={Uri.EscapeDataString(Url.Content($"~{leadTo}"))}");
        }

        if (check is not null)
        {
            Response.Headers["Cookie-Check"] = Url.Content($"~{check}");
            notice = Request.Headers["Shows-Notes"] == "yes" ? LostCookie : notice;
        }

        return await ChangedAsync(saved, $"Saved. Only you can see it.{(notice is null ? "" : $" {notice}")}", cancellation);
    }

    protected IActionResult BackTo(string? returnTo, string otherwise) =>
        new SeeOtherResult(Url.IsLocalUrl(returnTo) ? returnTo : Url.Content($"~{otherwise}"));

    protected IActionResult Refuse(Refusal refusal)
    {
        Response.StatusCode = refusal.Status;
        return Partial("_Refusal", refusal);
    }

    /// <summary>Elements of the essay painted with all that the reader has there: those asked for, and those with a mark of theirs.</summary>
    protected IReadOnlyList<string> Blocks(MarksInText mine, Func<Element, bool> isAskedFor)
    {
        var html = HighlightMapping.Render(essay, mine, Request.PathBase);
        return [.. essay.Elements.Where(element => isAskedFor(element) || html.IsMarked(element)).Select(html.Element)];
    }

    // The elements that these touch or used to stand beside, painted with all that the reader has there; nothing else is read.
    private async Task<IReadOnlyList<string>> BlocksAsync(IReadOnlyCollection<Annotation> touched, CancellationToken cancellation)
    {
        var beside = await annotations.NearestElementsAsync(touched, cancellation);
        var elements = touched.SelectMany(a => a.Anchor.Passage is { } passage ? essay.ElementsIn(passage) : []).Concat(beside.Values).Distinct().ToList();
        var html = HighlightMapping.Render(essay, await marks.TouchingAsync(elements, cancellation), Request.PathBase);
        return [.. elements.Select(html.Element)];
    }
}
