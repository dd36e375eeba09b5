using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>The base of the pages about notes, which answer our script with fragments and all other requests with pages.</summary>
[NotStored]
internal abstract class NotesPageModel(Essay essay, ReaderAnnotations annotations, ReaderMarks marks) : PageModel
{
    private const string LostCookie =
        "But your browser lost the cookie of your earlier notes: you have started over. If another way leads to them, bring them back under “Keep my notes” in the settings.";

    public Essay Essay => essay;

    protected ReaderAnnotations Annotations => annotations;

    protected ReaderMarks Marks => marks;

    /// <summary>Whether our script sent the request and expects fragments.</summary>
    protected bool IsFetch => ErrorPages.IsScript(Request);

    /// <summary>Whether the form is in the list of notes, which shows an annotation as an entry and not as a card.</summary>
    protected bool IsInList => Request.Query["in"] == "list";

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        Response.Headers.Vary = "X-Requested-With, Cookie";
        Response.Headers["Revision"] = essay.Revision; // fragments fit only into a page of the same revision
        base.OnPageHandlerExecuting(context);
    }

    /// <summary>The answer to a script after a change.</summary>
    /// <param name="before">The annotation before the change, when its words may have been elsewhere.</param>
    protected async Task<SaveFragment> FragmentAsync(Outcome.Saved done, string said, CancellationToken cancellation, Annotation? before = null)
    {
        var annotation = done.Annotation;
        var isDeleted = annotation.DeletedAt is not null;
        var beside = await annotations.NearestElementsAsync([annotation], cancellation);
        return new SaveFragment(
            await BlocksAsync(before is null ? [annotation] : [before, annotation], cancellation),
            isDeleted ? null : await CompleteAsync(new NoteCard(annotation, essay) { NearestElement = beside.GetValueOrDefault(annotation.Id) }, cancellation),
            said)
        {
            Undo = isDeleted ? annotation : null,
            IsInList = IsInList,
            Joined = done.Joined,
            Part = PartFormOf(done, before),
            Parted = done.Parted is { } parted ? new NoteCard(parted, essay) : null,
            Notice = string.Join(' ', new[] { done.Joined is null ? done.Notice : DoneMessage.Joined, done.IsHeldBack ? DoneMessage.HeldBack : null }.OfType<string>()) is { Length: > 0 } notice ? notice : null,
        };
    }

    // Only of a restoration or a move is it known where the annotation was.
    private PartForm? PartFormOf(Outcome.Saved done, Annotation? before)
    {
        var was = before?.Anchor.Passage;
        return done.Joined is { } other && before is not null && (before.DeletedAt is not null || was is not null)
            ? new PartForm(
                done.Annotation.Id,
                done.Annotation.Version,
                new Joining(other.Id, done.Annotation.Earlier.LastOrDefault()?.Version),
                essay.Revision,
                before.DeletedAt is null ? string.Create(CultureInfo.InvariantCulture, $"{was!.Value.Start}-{was.Value.End}") : null)
            : null;
    }

    /// <summary>Adds to a card what only some pages know.</summary>
    protected virtual Task<NoteCard> CompleteAsync(NoteCard card, CancellationToken cancellation) => Task.FromResult(card);

    /// <summary>Answers a creation. When it made a new reader, first checks whether their browser keeps the cookie.</summary>
    /// <param name="redirectTo">Where a form without script redirects to.</param>
    protected async Task<IActionResult> NewAsync(Outcome.Saved done, string redirectTo, FirstSaves firstSaves, CancellationToken cancellation)
    {
        var (saved, notice) = (done.Annotation, done.Notice);
        var check = firstSaves.TicketFor(saved) is { } ticket ? $"/notes/{saved.Id}?handler=CheckCookie&first={Uri.EscapeDataString(ticket)}" : null;
        if (!IsFetch)
        {
            redirectTo = TellHeldBack(done) ?? redirectTo;
            return check is null ? BackTo(null, redirectTo) : CheckCookie($"{check}&returnTo={Uri.EscapeDataString(Url.Content($"~{redirectTo}"))}");
        }

        if (check is not null)
        {
            Response.Headers["Cookie-Check"] = Url.Content($"~{check}");
            notice = Request.Headers["Shows-Notes"] == "yes" ? LostCookie : notice;
        }

        var fragment = await FragmentAsync(done with { Notice = notice }, "Saved.", cancellation);
        return Partial("_SaveFragment", fragment with { IsPrivate = saved.Visibility == Visibility.Private, ShownWith = fragment.Card?.Showing?.Link, Replaced = done.Before });
    }

    /// <summary>Where a form without script redirects to if a note that others saw became private with it: to the page that says so, and can show it again. Otherwise
    /// <see langword="null"/>.</summary>
    protected string? TellHeldBack(Outcome.Saved done)
    {
        if (!done.IsHeldBack)
        {
            return null;
        }

        new FlashMessage("held-back").Set(HttpContext);
        return $"/notes/{done.Annotation.Id:D}/show";
    }

    /// <summary>Lets the browser send the form again, to this address, with the cookie that it has now. The status 307 keeps the method: the check can
    /// write, so it must not be a GET.</summary>
    protected IActionResult CheckCookie(string address) => RedirectPreserveMethod(Url.Content($"~{address}"));

    protected IActionResult BackTo(string? returnTo, string otherwise) =>
        new SeeOtherResult(Url.IsLocalUrl(returnTo) ? returnTo : Url.Content($"~{otherwise}"));

    protected IActionResult Refuse(Refusal refusal)
    {
        Response.StatusCode = refusal.Status;
        return Partial("_Refusal", refusal);
    }

    /// <summary>Renders elements of the essay with all marks of the reader: the requested elements, and those with a mark of the reader.</summary>
    protected IReadOnlyList<string> Blocks(MarksInText mine, Func<Element, bool> isAskedFor)
    {
        var html = HighlightMapping.Render(essay, mine, Request.PathBase);
        return [.. essay.Elements.Where(element => isAskedFor(element) || html.IsMarked(element)).Select(html.Element)];
    }

    // Renders the elements that these marks touch or used to be near, with all marks of the reader in them. Nothing else is read.
    private async Task<IReadOnlyList<string>> BlocksAsync(IReadOnlyCollection<Annotation> touched, CancellationToken cancellation)
    {
        var beside = await annotations.NearestElementsAsync(touched, cancellation);
        var elements = touched.SelectMany(a => a.Anchor.Passage is { } passage ? essay.ElementsIn(passage) : []).Concat(beside.Values).Distinct().ToList();
        var html = HighlightMapping.Render(essay, await marks.TouchingAsync(elements, cancellation), Request.PathBase);
        return [.. elements.Select(html.Element)];
    }
}
