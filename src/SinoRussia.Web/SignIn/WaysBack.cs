namespace SinoRussia.Web.SignIn;

/// <summary>What leads to a reader's notes.</summary>
/// <param name="Browsers">This one first, then those seen last.</param>
/// <param name="Code">When the recovery code was made and last used; <see langword="null"/> if there is none.</param>
/// <param name="Joins">What came along from other browsers and can still be undone.</param>
internal sealed record WaysBack(IReadOnlyList<KnownBrowser> Browsers, int Passkeys, KeptCode? Code, IReadOnlyList<OpenJoin> Joins)
{
    public static readonly WaysBack None = new([], 0, null, []);

    public int OtherBrowsers => Browsers.Count(browser => !browser.IsThis);

    /// <summary>Whether something leads to the notes when this browser no longer does.</summary>
    public bool AreThere => Passkeys > 0 || Code is not null || OtherBrowsers > 0;
}

/// <param name="UsedAt">The day of its last use, or <see langword="null"/>.</param>
internal sealed record KeptCode(DateTimeOffset MadeAt, DateTimeOffset? UsedAt);

/// <param name="Annotations">How many came along.</param>
internal sealed record OpenJoin(Guid Id, DateTimeOffset JoinedAt, int Annotations);
