using System.Globalization;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>The result of a form, shown once on the next page. It is passed in a cookie, not in the address, because a link could claim
/// anything.</summary>
/// <param name="What">What was done.</param>
/// <param name="Count">How many annotations it was done to.</param>
internal sealed record FlashMessage(string What, int Count = 1)
{
    /// <summary>The page that shows most messages, and those below it.</summary>
    public const string Notes = "/notes";

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

    /// <summary>What can be undone of a sign-in: that the notes of this browser came along. <see langword="null"/> if it had none.</summary>
    public Guid? Join { get; init; }

    /// <param name="page">The path of the page that shows it, from the site's root.</param>
    public void Set(HttpContext context, string page = Notes)
    {
        var options = Options(context, page);
        options.MaxAge = Lifetime;
        context.Response.Cookies.Append(Name, string.Create(CultureInfo.InvariantCulture, $"{What}.{Count}.{Left}.{Joined}.{At}.{Changed:N}.{Version}.{Join:N}"), options);
    }

    /// <summary>Returns the message and deletes its cookie; <see langword="null"/> when there is none.</summary>
    /// <param name="page">The path of the page that shows it, from the site's root.</param>
    public static FlashMessage? Take(HttpContext context, string page = Notes)
    {
        if (!context.Request.Cookies.TryGetValue(Name, out var value))
        {
            return null;
        }

        context.Response.Cookies.Delete(Name, Options(context, page));
        return value.Split('.') is [var what, var count, var left, var joined, var at, var changed, var version, var join]
            && int.TryParse(count, out var done) && int.TryParse(left, out var rest) && int.TryParse(joined, out var together) && int.TryParse(version, out var now)
            ? new FlashMessage(what, done)
            {
                Left = rest,
                Joined = together,
                At = long.TryParse(at, out var moment) ? moment : null,
                Changed = Guid.TryParse(changed, out var id) ? id : null,
                Version = now,
                Join = Guid.TryParse(join, out var whole) ? whole : null,
            }
            : null;
    }

    private static CookieOptions Options(HttpContext context, string page) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.IsHttpsOutside(),
        Path = $"{context.Request.PathBase}{page}",
        IsEssential = true,
    };
}
