using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Me;

/// <summary>Where a link from another device leads. Opening it does nothing, because preview robots open links, too; only the form uses it up.</summary>
// Not even our own pages are told this address. "no-referrer" would also hide from them where the form comes from, and older browsers say that in no other way.
[SecretAddress(Referrer = "strict-origin")]
internal sealed class JoinModel(IDbContextFactory<AnnotationsDb> databases, DeviceLinks links, CurrentReader reader) : MePageModel
{
    /// <summary>Whose notes the link leads to.</summary>
    public ReaderGlimpse Theirs { get; private set; } = new(null, 0, null);

    /// <summary>How many annotations of this browser come along.</summary>
    public int Own { get; private set; }

    /// <summary>Whether this browser shows these notes already.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Why the link cannot be used, or <see langword="null"/>.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The address of this page, to which its form is sent.</summary>
    public string Address => $"{Request.PathBase}{Request.Path}";

    /// <summary>What only this form has, so that it is known again when it is sent twice.</summary>
    public string Form { get; } = SecretToken.Create();

    public static string Counted(ReaderGlimpse glimpse) => glimpse.Annotations switch
    {
        0 => "no notes",
        1 => "one note or highlight",
        var count => $"{count} notes and highlights",
    };

    /// <param name="token">White space is bound as <see langword="null"/>.</param>
    public async Task<IActionResult> OnGetAsync(string? token, CancellationToken cancellation)
    {
        if (await links.FindReaderAsync(token ?? "", cancellation) is not { } leadsTo)
        {
            return Refuse(Refusal.LinkGone);
        }

        IsOwn = reader.KnownId == leadsTo;
        if (!IsOwn)
        {
            Theirs = await ReaderGlimpse.OfAsync(databases, leadsTo, cancellation);
            Own = reader.KnownId is { } own ? (await ReaderGlimpse.OfAsync(databases, own, cancellation)).Annotations : 0;
        }

        return Page();
    }

    /// <param name="token">White space is bound as <see langword="null"/>.</param>
    /// <param name="form">The <see cref="Form"/> of the page that sent it.</param>
    public async Task<IActionResult> OnPostAsync(string? token, [FromForm] string? form, CancellationToken cancellation)
    {
        if (reader.KnownId is { } own && await links.FindReaderAsync(token ?? "", cancellation) == own)
        {
            IsOwn = true;
            return Page();
        }

        var signedIn = await links.SignInAsync(token ?? "", form, cancellation);
        return signedIn.Refusal is { } refusal ? Refuse(refusal) : ToNotes(signedIn);
    }

    private PageResult Refuse(Refusal refusal)
    {
        Response.StatusCode = refusal.Status;
        Refusal = refusal;
        return Page();
    }
}
