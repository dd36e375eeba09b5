using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Readers;

/// <summary>Reads the reader's cookies from a request and writes them to its response.</summary>
internal sealed class ReaderCookieStore(IHttpContextAccessor accessor, SiteSettings site)
{
    // A browser that starts over more often than this keeps only the newest.
    private const int MostEarlier = 5;

    private const string EarlierSuffix = "-before";

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A reader exists only in a request.");

    private string CookiePath => Context.Request.PathBase.HasValue ? Context.Request.PathBase.Value : "/";

    // Behind a proxy that serves HTTPS but forwards HTTP, the configured address shows it.
    private bool IsHttps => Context.Request.IsHttps || site.IsHttps;

    private string Name => IsHttps && CookiePath == "/" ? ReaderCookie.Secure : ReaderCookie.Plain;

    /// <summary>All values that the browser sends, first those under the name that no other site can set.</summary>
    public IEnumerable<string> Values() =>
        ReaderCookie.ValuesIn(Context.Request, ReaderCookie.Secure).Concat(ReaderCookie.ValuesIn(Context.Request, ReaderCookie.Plain));

    public bool IsUnderTodaysName(string value) => ReaderCookie.ValuesIn(Context.Request, Name).Contains(value, StringComparer.Ordinal);

    public void Append(string value, TimeSpan lifetime) => Append(Name, value, lifetime);

    /// <summary>Deletes the cookie that can be sent over plain HTTP, once the browser has sent it back under the current name.</summary>
    public void DeleteOldName(string value)
    {
        if (Name == ReaderCookie.Secure && IsUnderTodaysName(value) && Context.Request.Cookies.ContainsKey(ReaderCookie.Plain))
        {
            Delete(ReaderCookie.Plain);
        }
    }

    /// <summary>Deletes the cookie under every name under which the browser sends it.</summary>
    public void DeleteAll()
    {
        Delete(Name);
        var other = Name == ReaderCookie.Plain ? ReaderCookie.Secure : ReaderCookie.Plain;
        if (Context.Request.Cookies.ContainsKey(other))
        {
            Delete(other);
        }
    }

    /// <summary>The cookies of earlier readers, from before this browser started over, newest first.</summary>
    public IEnumerable<string> Earlier() => new[] { ReaderCookie.Secure, ReaderCookie.Plain }
        .SelectMany(name => ReaderCookie.ValuesIn(Context.Request, name + EarlierSuffix))
        .SelectMany(values => values.Split('.'))
        .Where(ReaderCookie.HasOurForm);

    public void KeepEarlier(IEnumerable<string> values, TimeSpan lifetime, string? without = null) =>
        Append(Name + EarlierSuffix, string.Join('.', values.Concat(Earlier()).Where(value => value != without).Distinct(StringComparer.Ordinal).Take(MostEarlier)), lifetime);

    /// <summary>Leaves only these of the earlier cookies.</summary>
    public void LeaveEarlier(IReadOnlyCollection<string> values, TimeSpan lifetime)
    {
        var set = Name + EarlierSuffix;
        foreach (var name in new[] { ReaderCookie.Secure + EarlierSuffix, ReaderCookie.Plain + EarlierSuffix }.Where(name => Context.Request.Cookies.ContainsKey(name) && (name != set || values.Count == 0)))
        {
            Delete(name);
        }

        Append(set, string.Join('.', values), lifetime);
    }

    private void Append(string name, string value, TimeSpan lifetime)
    {
        if (Context.Response.HasStarted || value.Length == 0)
        {
            return; // the next response does it
        }

        var options = Options(name);
        options.MaxAge = lifetime;
        options.IsEssential = true;
        Context.Response.Cookies.Append(name, value, options);
    }

    private void Delete(string name)
    {
        if (!Context.Response.HasStarted)
        {
            Context.Response.Cookies.Delete(name, Options(name));
        }
    }

    private CookieOptions Options(string name) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = IsHttps || name.StartsWith(ReaderCookie.Secure, StringComparison.Ordinal),
        Path = name.StartsWith(ReaderCookie.Secure, StringComparison.Ordinal) ? "/" : CookiePath,
    };
}
