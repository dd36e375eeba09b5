using System.Globalization;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>Who is reading: a random id in an encrypted cookie. The cookie is created by the first save, never by reading alone.</summary>
internal sealed class CurrentReader(IHttpContextAccessor accessor, ReaderKeys keys, IOptions<SiteSettings> site, TimeProvider clock)
{
    // The longest time that browsers keep a cookie.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    // A cookie older than this is renewed at the next visit, so that it lasts for the full time again.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(30);

    private readonly ReaderCookieStore cookies = new(accessor, site.Value);
    private Guid? id;
    private bool isUnknown;
    private bool isRead;
    private string? prepared;

    /// <summary>The reader's id, or <see langword="null"/> for someone who has not saved anything.</summary>
    /// <exception cref="UnknownReaderException">They have a cookie, but it cannot be read now.</exception>
    public Guid? Id => IsUnknown ? throw new UnknownReaderException() : id;

    /// <summary>The same, but <see langword="null"/> if the cookie cannot be read.</summary>
    public Guid? KnownId => IsUnknown ? null : id;

    /// <summary>Whether the browser sends a cookie in our format that cannot be read: its key is missing, or another server made it.</summary>
    public bool IsUnknown
    {
        get
        {
            Read();
            return isUnknown;
        }
    }

    /// <summary>Whether no page can contain data of this reader: there is no cookie, or none in our format.</summary>
    public bool HasSavedNothing => !IsUnknown && id is null;

    /// <summary>Whether this request created the reader. The cookie goes out with the response, and the browser has not sent it back yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether this browser started over at some time, and its earlier cookie can be read now.</summary>
    public bool HasEarlier => EarlierCookies().Any();

    /// <summary>The reader's id for a save; creates one if there is none. Call <see cref="Remember"/> to send the cookie.</summary>
    /// <exception cref="UnknownReaderException">The cookie cannot be read now, or there is no key to encrypt a new one.</exception>
    public Guid IdToSave()
    {
        if (Id is not { } known)
        {
            known = Guid.NewGuid(); // random instead of time-ordered: it must not be guessed, and nothing sorts by it
            id = known;
            prepared = CookieOf(known) ?? throw new UnknownReaderException();
            IsNew = true;
        }

        return known;
    }

    /// <summary>Sends a new reader's cookie with the response. Call it when their data is on disk.</summary>
    public void Remember()
    {
        if (prepared is { } cookie)
        {
            cookies.Append(cookie, Lifetime);
            prepared = null;
        }
    }

    /// <summary>Deletes the cookie. From the next request on, the browser has no reader.</summary>
    public void Forget()
    {
        (id, isUnknown, isRead, prepared) = (null, false, true, null);
        cookies.DeleteAll();
    }

    /// <summary>Lets a reader whose cookie cannot be read continue as a new reader. The old cookie is stored under another name, in case it can be read later.</summary>
    public void StartOver()
    {
        Forget();
        cookies.KeepEarlier(cookies.Values().Where(ReaderCookie.HasOurForm), Lifetime);
    }

    /// <summary>Switches back to the reader from before this browser started over. The current cookie is stored under another name in turn.</summary>
    /// <returns>Whether there was one.</returns>
    public bool ReturnToEarlier()
    {
        if (EarlierCookies().FirstOrDefault() is not { } earlier)
        {
            return false;
        }

        isRead = false;
        cookies.Append(earlier, Lifetime);
        cookies.KeepEarlier(cookies.Values().Where(ReaderCookie.HasOurForm), Lifetime, without: earlier);
        return true;
    }

    private IEnumerable<string> EarlierCookies() => cookies.Earlier().Where(cookie => Parse(keys.Unprotect(cookie)) is not null);

    private void Read()
    {
        if (isRead)
        {
            return;
        }

        isRead = true;
        foreach (var value in cookies.Values().Where(ReaderCookie.HasOurForm))
        {
            if (Parse(keys.Unprotect(value)) is var (reader, issued))
            {
                (id, isUnknown) = (reader, false);
                RenewIfDue(value, issued);
                return;
            }

            isUnknown = true;
        }
    }

    private void RenewIfDue(string value, DateTimeOffset? issued)
    {
        var now = clock.GetUtcNow();
        var isOld = issued is not { } then || now - then >= RenewedAfter || then - now > RenewedAfter; // the clock may have been wrong
        if ((isOld || !cookies.IsUnderTodaysName(value)) && id is { } known && CookieOf(known) is { } renewed)
        {
            cookies.Append(renewed, Lifetime);
        }
        else
        {
            cookies.DeleteOldName(value);
        }
    }

    private string? CookieOf(Guid reader) =>
        keys.Protect(string.Create(CultureInfo.InvariantCulture, $"{reader:N}.{clock.GetUtcNow().ToUnixTimeSeconds() / 86_400}"));

    // The first version of this program wrote no date.
    private static (Guid Reader, DateTimeOffset? Issued)? Parse(string? words) => words?.Split('.') switch
    {
        [var reader] when Guid.TryParseExact(reader, "N", out var known) => (known, null),
        [var reader, var day] when Guid.TryParseExact(reader, "N", out var known) && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var days) =>
            (known, DateTimeOffset.UnixEpoch.AddDays(days % 1_000_000)),
        _ => null,
    };
}
