using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace SinoRussia.Web.Readers;

/// <summary>Who is reading: a random id in an encrypted cookie. Reading alone makes none; the first save does.</summary>
internal sealed class CurrentReader(IHttpContextAccessor accessor, IDataProtectionProvider protection, ForgottenReaders forgotten)
{
    public const string CookieName = "reader";

    // The longest that browsers keep a cookie.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private readonly IDataProtector protector = protection.CreateProtector("SinoRussia.Reader");
    private Guid? id;
    private bool isRead;

    /// <summary>The reader's id, or <see langword="null"/> for somebody who has saved nothing yet.</summary>
    public Guid? Id
    {
        get
        {
            if (!isRead)
            {
                id = FromCookie();
                isRead = true;
            }

            return id;
        }
    }

    /// <summary>Whether everything of the reader's was deleted while this request was under way.</summary>
    public bool IsForgotten => Id is { } known && forgotten.Contains(known);

    /// <summary>The reader's id, made and sent along with the answer when there was none.</summary>
    public Guid EnsureId()
    {
        if (Id is not { } known)
        {
            known = Guid.NewGuid(); // random, not ordered by time: it is a secret of sorts, and sorts nothing
            id = known;
        }

        var context = Context;
        context.Response.Cookies.Append(CookieName, protector.Protect(known.ToString("N")), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = Lifetime,
            Path = CookiePath,
            IsEssential = true,
        });
        return known;
    }

    /// <summary>Takes the cookie back: from the next request on this browser is a stranger.</summary>
    public void Forget()
    {
        (id, isRead) = (null, true);
        Context.Response.Cookies.Delete(CookieName, new CookieOptions { Path = CookiePath, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Context.Request.IsHttps });
    }

    private string CookiePath => Context.Request.PathBase.HasValue ? Context.Request.PathBase.Value : "/";

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A reader exists only in a request.");

    private Guid? FromCookie()
    {
        if (!Context.Request.Cookies.TryGetValue(CookieName, out var cookie))
        {
            return null;
        }

        try
        {
            return Guid.TryParseExact(protector.Unprotect(cookie), "N", out var known) ? known : null;
        }
        catch (CryptographicException)
        {
            return null; // forged, or made under keys that are gone: somebody new
        }
    }
}
