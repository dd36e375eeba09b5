using System.Globalization;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>The result of a form, shown once on the next page. It is passed in a cookie, not in the address, because a link could claim
/// anything.</summary>
/// <param name="What">What was done.</param>
/// <param name="Count">How many annotations it was done to.</param>
internal sealed record FlashMessage(string What, int Count = 1)
{
    private const string Name = "did";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>How many were left unchanged.</summary>
    public int Left { get; init; }

    /// <summary>How many became one with another annotation on the same words.</summary>
    public int Joined { get; init; }

    /// <summary>When they were deleted or changed together, in milliseconds since 1970: Undo finds them by it. <see langword="null"/> if there is no such Undo.</summary>
    public long? At { get; init; }

    /// <summary>The one annotation whose content was changed, or <see langword="null"/>.</summary>
    public Guid? Changed { get; init; }

    /// <summary>Its version after the change. The version before is stored, and Undo brings it back.</summary>
    public int Version { get; init; }

    public void Set(HttpContext context)
    {
        var options = Options(context);
        options.MaxAge = Lifetime;
        context.Response.Cookies.Append(Name, string.Create(CultureInfo.InvariantCulture, $"{What}.{Count}.{Left}.{Joined}.{At}.{Changed:N}.{Version}"), options);
    }

    /// <summary>Returns the message and deletes its cookie; <see langword="null"/> when there is none.</summary>
    public static FlashMessage? Take(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Name, out var value))
        {
            return null;
        }

        context.Response.Cookies.Delete(Name, Options(context));
        return value.Split('.') is [var what, var count, var left, var joined, var at, var changed, var version]
            && int.TryParse(count, out var done) && int.TryParse(left, out var rest) && int.TryParse(joined, out var together) && int.TryParse(version, out var now)
            ? new FlashMessage(what, done)
            {
                Left = rest,
                Joined = together,
                At = long.TryParse(at, out var moment) ? moment : null,
                Changed = Guid.TryParse(changed, out var id) ? id : null,
                Version = now,
            }
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
