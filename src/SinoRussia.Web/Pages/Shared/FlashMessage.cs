namespace SinoRussia.Web.Pages.Shared;

/// <summary>What a form did, told on the page that it leads to: in a cookie that lives until it is read, for a link could claim anything.</summary>
/// <param name="What">The act.</param>
/// <param name="Count">How many it was done to.</param>
/// <param name="Left">How many were left as they were.</param>
/// <param name="At">The moment by which it can be undone, in milliseconds since 1970; or <see langword="null"/>.</param>
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

    /// <summary>What was just done, once; or <see langword="null"/>.</summary>
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
