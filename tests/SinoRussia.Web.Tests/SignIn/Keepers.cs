using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>Readers who have something to keep.</summary>
internal static class Keepers
{
    /// <summary>A browser whose reader has highlighted the first sentences of the essay.</summary>
    public static async Task<Keeper> NewKeeperAsync(this ReaderApp app, int highlights = 1)
    {
        var browser = app.NewReader();
        foreach (var words in Marks.Sentences(app.Essay).Take(highlights - 1))
        {
            await browser.MarkAsync(app.Essay, words);
        }

        var last = await browser.MarkAsync(app.Essay, "the well-known American thinker");
        await using var db = await app.DatabaseAsync();
        var reader = (await db.Annotations.AsNoTracking().SingleAsync(a => a.Id == last)).ReaderId;
        return new Keeper(browser, reader);
    }

    /// <summary>Another browser of a reader, as if it had signed in.</summary>
    public static async Task<Guid> AddSessionAsync(this ReaderApp app, Guid reader, string? browser = null, DateTimeOffset? seen = null)
    {
        await using var db = await app.DatabaseAsync();
        var now = seen ?? app.Clock.GetUtcNow();
        var session = new ReaderSession { Id = Guid.NewGuid(), ReaderId = reader, Browser = browser, CreatedAt = now, SeenAt = now };
        db.Add(session);
        await db.SaveChangesAsync();
        return session.Id;
    }

    /// <summary>A passkey of a reader, as if their browser had made it.</summary>
    public static async Task<Guid> AddPasskeyAsync(this ReaderApp app, Guid reader)
    {
        await using var db = await app.DatabaseAsync();
        var passkey = new Passkey
        {
            Id = Guid.NewGuid(), ReaderId = reader, CredentialId = Guid.NewGuid().ToByteArray(), UserHandle = $"{Guid.NewGuid():N}", PublicKey = [1], SignCount = 0, Transports = [],
            IsUserVerified = true, IsBackupEligible = false, IsBackedUp = false, Name = "Chrome on Windows", CreatedAt = app.Clock.GetUtcNow(),
        };
        db.Add(passkey);
        await db.SaveChangesAsync();
        return passkey.Id;
    }

    /// <summary>The reader whose notes a browser shows; <see langword="null"/> if it shows none.</summary>
    public static async Task<Guid?> ReaderOfAsync(this ReaderApp app, HttpClient browser)
    {
        var shown = (await browser.OpenAsync("/notes")).QuerySelector("input[name=ids]")?.GetAttribute("value");
        await using var db = await app.DatabaseAsync();
        return shown is null ? null : (await db.Annotations.AsNoTracking().SingleAsync(a => a.Id == Guid.Parse(shown))).ReaderId;
    }

    public static Task<AnnotationsDb> DatabaseAsync(this ReaderApp app) => app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();

    /// <summary>Makes a recovery code by the form of the page, and returns it as it is shown.</summary>
    public static async Task<string> MakeCodeAsync(this HttpClient browser, bool replaces = false)
    {
        var form = (await browser.OpenAsync("/settings/me")).Form("me/code");
        using var made = await browser.SendAsync(form, replaces ? [("replace", "yes")] : []);
        Assert.Equal(System.Net.HttpStatusCode.OK, made.StatusCode);
        return string.Join('-', (await made.DocumentAsync()).QuerySelectorAll(".the-code span").Select(group => group.TextContent));
    }

    /// <summary>Makes a link for another device by the form of the page, and returns its path.</summary>
    public static async Task<string> MakeLinkAsync(this HttpClient browser)
    {
        using var made = await browser.SendAsync((await browser.OpenAsync("/settings/me")).Form("me/device"));
        Assert.Equal(System.Net.HttpStatusCode.OK, made.StatusCode);
        return new Uri((await made.DocumentAsync()).QuerySelector(".device-link input")!.GetAttribute("value")!).AbsolutePath;
    }
}

/// <param name="Browser">A browser that shows their notes.</param>
internal sealed record Keeper(HttpClient Browser, Guid Reader);
