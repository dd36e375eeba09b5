using System.Globalization;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>Who is reading: a random id in an encrypted cookie. Reading alone makes none; the first thing that is saved does.</summary>
internal sealed class CurrentReader(IHttpContextAccessor accessor, ReaderKeys keys, IOptions<SiteSettings> site, TimeProvider clock)
{
    // The longest that browsers keep a cookie.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    // Any visit brings the cookie's end that far away again, once a month.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(30);

    private readonly ReaderCookieStore cookies = new(accessor, site.Value);
    private Guid? id;
    private bool isUnknown;
    private bool isRead;
    private string? prepared;

    /// <summary>The reader's id, or <see langword="null"/> for somebody who has saved nothing yet.</summary>
    /// <exception cref="UnknownReaderException">They have a cookie, and who they are cannot be told just now.</exception>
    public Guid? Id => IsUnknown ? throw new UnknownReaderException() : id;

    /// <summary>The same, without an answer where it cannot be told.</summary>
    public Guid? KnownId => IsUnknown ? null : id;

    /// <summary>Whether the browser brings a cookie of ours that cannot be read: the keys are gone, or it comes from another server.</summary>
    public bool IsUnknown
    {
        get
        {
            Read();
            return isUnknown;
        }
    }

    /// <summary>Whether nothing of this reader's can be in a page: there is no cookie, or one that is none of ours.</summary>
    public bool HasSavedNothing => !IsUnknown && id is null;

    /// <summary>Whether this request made them a reader: the cookie goes out with its answer, and has never come back yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Whether the reader began anew some time ago, and their former cookie can be read.</summary>
    public bool HasFormer => FormerCookies().Any();

    /// <summary>The reader's id to save something under, made where there was none. The browser hears of it by <see cref="Remember"/>.</summary>
    /// <exception cref="UnknownReaderException">Who they are cannot be told just now, or there is no key to tell it by later.</exception>
    public Guid IdToSave()
    {
        if (Id is not { } known)
        {
            known = Guid.NewGuid(); // random, not ordered by time: it is a secret of sorts, and sorts nothing
            id = known;
            prepared = CookieOf(known) ?? throw new UnknownReaderException();
            IsNew = true;
        }

        return known;
    }

    /// <summary>Sends the cookie of a new reader along with the answer, now that something of theirs is on disk.</summary>
    public void Remember()
    {
        if (prepared is { } cookie)
        {
            cookies.Append(cookie, Lifetime);
            prepared = null;
        }
    }

    /// <summary>Takes the cookie back: from the next request on this browser is a stranger.</summary>
    public void Forget()
    {
        (id, isUnknown, isRead, prepared) = (null, false, true, null);
        cookies.DeleteAll();
    }

    /// <summary>Lets a reader whose cookie cannot be read be a new one. The old cookie is kept beside, for the day when it can be.</summary>
    public void StartAnew()
    {
        Forget();
        cookies.KeepFormer(cookies.Values().Where(ReaderCookie.HasOurForm), Lifetime);
    }

    /// <summary>Makes the reader again who they were before they began anew; who they are now is kept beside in turn.</summary>
    /// <returns>Whether it could be done.</returns>
    public bool TakeUpFormer()
    {
        if (FormerCookies().FirstOrDefault() is not { } former)
        {
            return false;
        }

        isRead = false;
        cookies.Append(former, Lifetime);
        cookies.KeepFormer(cookies.Values().Where(ReaderCookie.HasOurForm), Lifetime, without: former);
        return true;
    }

    private IEnumerable<string> FormerCookies() => cookies.Former().Where(cookie => Parse(keys.Unprotect(cookie)) is not null);

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
