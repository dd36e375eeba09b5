using Microsoft.AspNetCore.Mvc.RazorPages;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Pages.Shared;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Pages.Me;

/// <summary>The base of the pages that keep a reader's notes. What they show is in no cache, and what is sent to them is on no error page.</summary>
[NotStored]
[SecretForm]
internal abstract class MePageModel : PageModel
{
    /// <summary>The path of the page that leads to all of them, from the site's root.</summary>
    public const string Path = "/settings/me";

    /// <summary>Goes back to the page that leads to all of them, and says there what was done.</summary>
    protected SeeOtherResult BackWith(FlashMessage done)
    {
        done.Set(HttpContext, Path);
        return new SeeOtherResult(Url.Content($"~{Path}"));
    }

    /// <summary>Goes to the notes after this browser was signed in, and says what came along.</summary>
    protected SeeOtherResult ToNotes(SignInOutcome signedIn)
    {
        MessageOf(signedIn).Set(HttpContext);
        return new SeeOtherResult(Url.Content("~/notes"));
    }

    /// <summary>What the page of notes says after a sign-in.</summary>
    public static FlashMessage MessageOf(SignInOutcome signedIn) => new("signed-in", signedIn.Annotations) { Join = signedIn.Join };
}
