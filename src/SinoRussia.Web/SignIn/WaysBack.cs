namespace SinoRussia.Web.SignIn;

/// <summary>What leads to a reader's notes.</summary>
/// <param name="Browsers">This one first, then those seen last.</param>
/// <param name="Codes">When the recovery code was made and last used. There are two if a browser that had one came along.</param>
internal sealed record WaysBack(IReadOnlyList<KnownBrowser> Browsers, int Passkeys, IReadOnlyList<KeptCode> Codes)
{
    public static readonly WaysBack None = new([], 0, []);

    public int OtherBrowsers => Browsers.Count(browser => !browser.IsThis);

    /// <summary>Whether something leads to the notes when this browser no longer does.</summary>
    public bool AreThere => Passkeys > 0 || Codes.Count > 0 || OtherBrowsers > 0;
}

/// <param name="UsedAt">The day of its last use, or <see langword="null"/>.</param>
internal sealed record KeptCode(DateTimeOffset MadeAt, DateTimeOffset? UsedAt);
