using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Essays;
using SinoRussia.Essays.Rendering;
using SinoRussia.Web.Annotations;

namespace SinoRussia.Web.Pages;

/// <summary>What the pages about notes share: they answer a script with fragments, and everybody else with pages.</summary>
internal abstract class NotesPageModel(Essay essay, ReaderAnnotations annotations) : PageModel
{
    public Essay Essay => essay;

    protected ReaderAnnotations Annotations => annotations;

    /// <summary>Our own script sent this, and swaps fragments in. The header cannot be set by another site's page.</summary>
    protected bool IsFetch => Request.Headers.XRequestedWith == "fetch";

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.Vary = "X-Requested-With, Cookie";
        base.OnPageHandlerExecuting(context);
    }

    protected async Task<IActionResult> ChangedAsync(Annotation annotation, string said, CancellationToken cancellation)
    {
        var isDeleted = annotation.DeletedAt is not null;
        return Partial("_Changes", new Changes(
            await BlocksAsync(annotation, cancellation),
            isDeleted ? null : new NoteCard(annotation, essay),
            said)
        {
            Undo = isDeleted ? annotation : null,
        });
    }

    protected IActionResult BackTo(string? returnTo, string otherwise) =>
        new SeeOtherResult(Url.IsLocalUrl(returnTo) ? returnTo : Url.Content($"~{otherwise}"));

    // The blocks that the annotation touches, painted with all that the reader has there.
    private async Task<IReadOnlyList<string>> BlocksAsync(Annotation annotation, CancellationToken cancellation)
    {
        if (annotation.Anchor.Passage is not { } passage)
        {
            return [];
        }

        var html = new EssayHtml(essay, Painted.From(await annotations.ListAsync(cancellation)), Request.PathBase);
        return [.. essay.ElementsIn(passage).Select(html.Element)];
    }
}

/// <summary>After a form was sent: a page of its own, so that reloading sends nothing twice (RFC 9110 §15.4.4).</summary>
internal sealed class SeeOtherResult(string address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
