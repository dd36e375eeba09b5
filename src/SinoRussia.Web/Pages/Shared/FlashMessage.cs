namespace SinoRussia.Web.Pages.Shared;

/// <summary>The result of a form, shown once on the next page. It is passed in a cookie, not in the address, because a link could claim
/// anything.</summary>
/// <param name="What">What was done.</param>
/// <param name="Count">How many annotations it was done to.</param>
/// <param name="Left">How many were left unchanged.</param>
/// <param name="At">The time that identifies the change for Undo, in milliseconds since 1970; or <see langword="null"/>.</param>
internal sealed record FlashMessage(string What, int Count = 0, int Left = 0, long? At = null)
{
    private const string Name = "did";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public void Set(HttpContext context)
    {
        var options = Options(context);
        options.MaxAge = Lifetime;
        context.Response.Cookies.Append(Name, $"{What}.{Count}.{Left}.{At}", options);
    }

    /// <summary>Returns the message and deletes its cookie; <see langword="null"/> when there is none.</summary>
    public static FlashMessage? Take(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Name, out var value))
        {
            return null;
        }

        context.Response.Cookies.Delete(Name, Options(context));
        return value.Split('.') is [var what, var count, var left, var at] && int.TryParse(count, out var done) && int.TryParse(left, out var rest)
            ? new FlashMessage(what, done, rest, long.TryParse(at, out var moment) ? moment : null)
            : null;
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = $"{context.Request.PathBase}/notes",
        IsEssential = true,
    };
}
