using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Readers;

/// <summary>Who is reading: the reader of the session that the encrypted cookie names. The cookie is created by the first save, never by reading alone.</summary>
internal sealed class CurrentReader(
    IHttpContextAccessor accessor, ReaderKeys keys, IDbContextFactory<AnnotationsDb> databases, StorageStatus storage, SessionVisits visits, IOptions<SiteSettings> site, TimeProvider clock)
{
    // A cookie older than this is renewed at the next visit, so that it lasts for the full time again.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(1);

    // Compiled, because every request of a reader asks.
    private static readonly Func<AnnotationsDb, Guid, CancellationToken, Task<ReaderSession?>> FindAsync =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid id, CancellationToken _) => db.Sessions.AsNoTracking().SingleOrDefault(s => s.Id == id));

    private static readonly Func<AnnotationsDb, Guid, Guid, CancellationToken, Task<bool>> ExistsAsync =
        EF.CompileAsyncQuery((AnnotationsDb db, Guid session, Guid reader, CancellationToken _) => db.Sessions.Any(s => s.Id == session && s.ReaderId == reader));

    private readonly ReaderCookieStore cookies = new(accessor, site.Value);
    private Guid? id;
    private bool isIdentified;
    private bool isUnreachable;
    private (Guid Session, string? Browser, string Cookie)? prepared;

    /// <summary>The reader's id, or <see langword="null"/> for someone who has not saved anything.</summary>
    /// <exception cref="UnknownReaderException">They have a cookie, but it cannot be read now, or its session cannot.</exception>
    public Guid? Id => IsUnknown || isUnreachable ? throw new UnknownReaderException() : id;

    /// <summary>The same, but <see langword="null"/> if the reader cannot be identified now.</summary>
    public Guid? KnownId => IsUnknown || isUnreachable ? null : id;

    /// <summary>The session of this browser, or <see langword="null"/>.</summary>
    public Guid? Session { get; private set; }

    /// <summary>What this browser is, coarsely, such as “Firefox on Linux”, or <see langword="null"/>. For the request itself: a save runs outside of it.</summary>
    public string? Browser => BrowserNames.Of(accessor.HttpContext?.Request.Headers.UserAgent);

    /// <summary>Whether the browser sends a cookie in our format that cannot be read: its key is missing, or another server made it.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>Whether the session of the cookie has ended: the reader signed this browser out, or deleted everything.</summary>
    public bool IsSignedOut { get; private set; }

    /// <summary>Whether no page can contain data of this reader: there is no cookie, or none in our format.</summary>
    public bool HasSavedNothing => !IsUnknown && !isUnreachable && !IsSignedOut && id is null;

    /// <summary>Whether this request created the reader. The cookie goes out with the response, and the browser has not sent it back yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Finds out who sends this request. Call it once, before anything asks.</summary>
    public async Task IdentifyAsync(CancellationToken cancellation)
    {
        if (isIdentified)
        {
            return;
        }

        isIdentified = true;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            foreach (var value in cookies.Values().Where(ReaderCookie.HasOurForm))
            {
                if (Parse(keys.Unprotect(value)) is not var (named, issued))
                {
                    IsUnknown = true;
                    continue;
                }

                if (await FindAsync(db, named, cancellation) is { } session)
                {
                    (id, Session, IsUnknown, IsSignedOut) = (session.ReaderId, session.Id, false, false);
                    visits.Saw(session.Id, accessor.HttpContext?.Request.Headers.UserAgent);
                    RenewIfDue(value, issued);
                    return;
                }

                if (await db.Sessions.AnyAsync(s => s.Id == named, cancellation))
                {
                    throw new UnreadableRowException(); // it has not ended
                }

                IsSignedOut = true;
            }
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            storage.Report(failure);
            isUnreachable = true;
        }
    }

    /// <summary>The reader's id for a save; creates one if there is none. Call <see cref="Store"/> in the save, and <see cref="Remember"/> to send the cookie.</summary>
    /// <exception cref="UnknownReaderException">The cookie cannot be read now, or there is no key to encrypt a new one.</exception>
    public Guid IdToSave()
    {
        if (Id is not { } known)
        {
            NewSession();
            id = known = Guid.NewGuid(); // random instead of time-ordered: it must not be guessed, and nothing sorts by it
            IsNew = true;
        }

        return known;
    }

    /// <summary>Prepares another session for this browser, which becomes <see cref="Session"/> with <see cref="Remember"/>. Call that when it is on disk.</summary>
    /// <param name="id">Its id, which nobody can guess; a random one by default.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="UnknownReaderException">There is no key to encrypt a cookie.</exception>
    public Guid NewSession(Guid? id = null)
    {
        var session = id ?? Guid.NewGuid();
        prepared = (session, Browser, CookieOf(session) ?? throw new UnknownReaderException());
        return session;
    }

    /// <summary>Stores a new reader and their first session with what they save. Does nothing for others.</summary>
    public void Store(AnnotationsDb db)
    {
        if (IsNew && prepared is var (session, browser, _) && id is { } known && db.Readers.Local.All(reader => reader.Id != known))
        {
            var now = clock.GetUtcNow();
            db.Add(new Reader { Id = known, CreatedAt = now });
            db.Add(new ReaderSession { Id = session, ReaderId = known, Browser = browser, CreatedAt = now, SeenAt = now });
        }
    }

    /// <summary>Whether this browser may still save for the reader. Only the answer in the transaction that saves counts.</summary>
    public async Task<bool> MaySaveAsync(AnnotationsDb db, CancellationToken cancellation) =>
        !IsSignedOut && (IsNew || id is not { } known || (Session is { } session && await ExistsAsync(db, session, known, cancellation)));

    /// <summary>Sends the cookie of a new session with the response. Call it when the session is on disk. A cookie that cannot be read now, or whose session was
    /// replaced, is stored under another name: the session can come back with a backup of the database.</summary>
    public void Remember()
    {
        if (prepared is var (session, _, cookie))
        {
            if (IsUnknown || Session is not null)
            {
                cookies.KeepEarlier(cookies.Values().Where(ReaderCookie.HasOurForm), ReaderSession.Lifetime);
            }

            cookies.Append(cookie, ReaderSession.Lifetime);
            (Session, prepared, IsUnknown, IsSignedOut) = (session, null, false, false);
        }
    }

    // From the next request on, the browser has no reader.
    private void Forget()
    {
        (id, Session, IsUnknown, IsSignedOut, prepared) = (null, null, false, false, null);
        cookies.DeleteAll();
    }

    /// <summary>The earlier cookies that lead elsewhere: to another reader, or to nobody knows whom because they cannot be read now. Those of the current reader are not
    /// among them, nor those of sessions that have ended, which may have been theirs.</summary>
    public async Task<IReadOnlyCollection<string>> EarlierOfOthersAsync(CancellationToken cancellation) =>
        [.. (await EarlierSessionsAsync(cancellation)).Where(one => !one.IsReadable || (one.Reader is { } reader && reader != id)).Select(one => one.Cookie)];

    /// <summary>Deletes the cookie, and those with which this browser could go back to this reader if a backup of the database is restored.</summary>
    /// <param name="left">The earlier cookies that stay.</param>
    public void Leave(IReadOnlyCollection<string> left)
    {
        Forget();
        cookies.LeaveEarlier(left, ReaderSession.Lifetime);
    }

    /// <summary>Lets a reader whose cookie cannot be read continue as a new reader. The old cookie is stored under another name, in case it can be read later.</summary>
    public void StartOver()
    {
        Forget();
        cookies.KeepEarlier(cookies.Values().Where(ReaderCookie.HasOurForm), ReaderSession.Lifetime);
    }

    /// <summary>Stores the cookie of a session that has ended under another name, unless this request made a new one. The session can come back with a
    /// backup of the database.</summary>
    public void SetAside()
    {
        if (IsSignedOut)
        {
            StartOver();
        }
    }

    /// <summary>Switches back to the reader from before this browser started over. The current cookie is stored under another name in turn.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ReturnToEarlierAsync(CancellationToken cancellation)
    {
        if (await EarlierAsync(cancellation) is not { } earlier)
        {
            return false;
        }

        cookies.Append(earlier, ReaderSession.Lifetime);
        cookies.KeepEarlier(cookies.Values().Where(ReaderCookie.HasOurForm), ReaderSession.Lifetime, without: earlier);
        return true;
    }

    /// <summary>Whether this browser started over at some time, and its earlier cookie can be read now.</summary>
    public async Task<bool> HasEarlierAsync(CancellationToken cancellation) => await EarlierAsync(cancellation) is not null;

    // The newest of the earlier cookies whose session still exists.
    private async Task<string?> EarlierAsync(CancellationToken cancellation) => (await EarlierSessionsAsync(cancellation)).Find(one => one.Reader is not null).Cookie;

    // Newest first. Without a reader, the session has ended or the cookie cannot be read now.
    private async Task<List<(string Cookie, bool IsReadable, Guid? Reader)>> EarlierSessionsAsync(CancellationToken cancellation)
    {
        var earlier = cookies.Earlier().Select(cookie => (Cookie: cookie, Parse(keys.Unprotect(cookie))?.Session)).ToList();
        if (earlier.Count == 0)
        {
            return [];
        }

        var sessions = earlier.ConvertAll(one => one.Session);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var readers = await db.Sessions.Where(s => sessions.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => (Guid?)s.ReaderId, cancellation);
        return earlier.ConvertAll(one => (one.Cookie, one.Session is not null, readers.GetValueOrDefault(one.Session ?? default)));
    }

    private void RenewIfDue(string value, DateTimeOffset? issued)
    {
        var now = clock.GetUtcNow();
        var isOld = issued is not { } then || now - then >= RenewedAfter || then - now > RenewedAfter; // the clock may have been wrong
        if ((isOld || !cookies.IsUnderTodaysName(value)) && Session is { } known && CookieOf(known) is { } renewed)
        {
            cookies.Append(renewed, ReaderSession.Lifetime);
        }
        else
        {
            cookies.DeleteOldName(value);
        }
    }

    private string? CookieOf(Guid session) =>
        keys.Protect(string.Create(CultureInfo.InvariantCulture, $"{session:N}.{clock.GetUtcNow().ToUnixTimeSeconds() / 86_400}"));

    // The first version of this program wrote no date.
    private static (Guid Session, DateTimeOffset? Issued)? Parse(string? words) => words?.Split('.') switch
    {
        [var session] when Guid.TryParseExact(session, "N", out var known) => (known, null),
        [var session, var day] when Guid.TryParseExact(session, "N", out var known) && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var days) =>
            (known, DateTimeOffset.UnixEpoch.AddDays(days % 1_000_000)),
        _ => null,
    };
}
