using System.Net;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;
public sealed class RecoveryCodesTests
{
    [Fact]
    public async Task A_code_leads_to_its_reader_again_and_again_and_only_its_hash_is_stored()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();

        var code = await keeper.Browser.MakeCodeAsync();

        Assert.Equal(29, code.Length);
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(code));
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(code.ToLowerInvariant().Replace('-', ' ')));
        await using var db = await app.DatabaseAsync();
        var row = await db.RecoveryCodes.SingleAsync();
        Assert.Equal(app.Clock.GetUtcNow(), row.UsedAt);
        Assert.False(await app.IsOnDiskAsync(CodeText.Normal(code)[8..]));
        Assert.False(await app.IsOnDiskAsync(code));
    }

    [Fact]
    public async Task The_page_shows_a_code_once_and_then_only_when_it_was_made_and_used()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var code = await keeper.Browser.MakeCodeAsync();

        var page = await keeper.Browser.GetStringAsync("/settings/me");
        Assert.DoesNotContain(code[..9], page);
        Assert.Contains("24 Nov 2026", page);
        Assert.Contains("not used yet", page);
        Assert.Contains("a recovery code", (await keeper.Browser.OpenAsync("/settings/me")).QuerySelector(".kept-by")!.TextContent);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.ReaderOfCodeAsync(code);
        Assert.Contains("27 Nov 2026", await keeper.Browser.GetStringAsync("/settings/me"));
    }

    [Fact]
    public async Task A_second_code_replaces_the_first_only_if_the_reader_says_so()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var first = await keeper.Browser.MakeCodeAsync();

        using var refused = await keeper.Browser.PostAsync("/settings/me/code", Forms.Encoded());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await refused.DocumentAsync()).QuerySelector("input[name=replace][required]"));
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(first));

        var second = await keeper.Browser.MakeCodeAsync(replaces: true);
        Assert.Equal(keeper.Reader, await app.ReaderOfCodeAsync(second));
        Assert.Equal("code-unknown", await app.RefusalOfCodeAsync(first));
    }

    [Fact]
    public async Task Codes_made_at_the_same_time_leave_one()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var answer = await keeper.Browser.PostAsync("/settings/me/code", Forms.Encoded(("replace", "yes")));
            return answer.StatusCode;
        }));

        Assert.All(made, status => Assert.Equal(HttpStatusCode.OK, status));
        await using var db = await app.DatabaseAsync();
        Assert.Equal(1, await db.RecoveryCodes.CountAsync());
    }

    [Fact]
    public async Task A_right_selector_with_a_wrong_secret_is_the_same_as_no_code()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var code = CodeText.Normal(await keeper.Browser.MakeCodeAsync());

        var wrong = Enumerable.Range(0, 10_000).Select(_ => code[..8] + CodeText.Create()[8..]).First(CodeText.IsValid);

        Assert.Equal("code-unknown", await app.RefusalOfCodeAsync(wrong));
        Assert.Equal("code-unknown", await app.RefusalOfCodeAsync(CodeText.Create()));
    }

    [Theory]
    [InlineData("/settings/me/sign-in", "code")]
    [InlineData("/settings/me/name", "name")]
    [InlineData("/settings/me/passkey?handler=Rename&passkey=", "name")]
    [InlineData("/notes/shown?handler=Name", "name")]
    [InlineData("/notes/{0}/show", "name")]
    public async Task What_is_refused_is_shown_again_only_as_far_as_its_field_takes_it(string address, string field)
    {
        await using var app = new ReaderApp();
        using var reader = app.NewReader();
        var note = await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        if (address.EndsWith('='))
        {
            await using var db = await app.DatabaseAsync();
            var passkey = new SinoRussia.Web.Storage.Passkey
            {
                Id = Guid.NewGuid(), ReaderId = (await db.Readers.SingleAsync()).Id, CredentialId = [1], UserHandle = "x", PublicKey = [1], SignCount = 0, Transports = [],
                IsUserVerified = true, IsBackupEligible = false, IsBackedUp = false, Name = "Key", CreatedAt = app.Clock.GetUtcNow(),
            };
            db.Add(passkey);
            await db.SaveChangesAsync();
            address += passkey.Id;
        }

        var path = address.Replace("{0}", note.ToString(), StringComparison.Ordinal);
        using var empty = await reader.PostAsync(path, Forms.Encoded((field, "")));
        using var refused = await reader.PostAsync(path, Forms.Encoded((field, string.Concat(Enumerable.Repeat("😀", 225_000)))));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.InRange((await refused.Content.ReadAsByteArrayAsync()).Length, 1_000, (await empty.Content.ReadAsByteArrayAsync()).Length + 20_000);
    }

    [Fact]
    public async Task A_refused_code_is_only_in_the_field_and_too_many_get_429_with_words()
    {
        await using var app = new ReaderApp();
        using var browser = app.NewReader();
        var wrong = CodeText.Create();

        using var refused = await EnterAsync(browser, wrong);
        var page = await refused.DocumentAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("No notes belong to this code", page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(wrong, page.QuerySelector("input[name=code]")!.GetAttribute("value"));
        Assert.Equal(1, page.DocumentElement.OuterHtml.Split(wrong).Length - 1);

        for (var i = 0; i < 9; i++)
        {
            (await EnterAsync(browser, CodeText.Create())).Dispose();
        }

        using var limited = await EnterAsync(browser, CodeText.Create());
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal(TimeSpan.FromHours(1), limited.Headers.RetryAfter!.Delta);
        Assert.Contains("Wait an hour", (await limited.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task A_code_that_cannot_be_looked_up_now_is_not_on_the_error_page()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var code = await keeper.Browser.MakeCodeAsync();
        var form = (await app.NewReader().OpenAsync("/settings/me")).Form("me/sign-in");
        await using (var db = await app.DatabaseAsync())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE RecoveryCodes RENAME TO Elsewhere");
        }

        using var failed = await app.NewReader().SendAsync(form, ("code", code));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.DoesNotContain(code, await failed.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_browser_whose_cookies_were_cleared_comes_back_by_the_code()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync(highlights: 2);
        var code = await keeper.Browser.MakeCodeAsync();
        using var cleared = app.NewReader();

        using var back = await EnterAsync(cleared, code);

        Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (back.StatusCode, back.Headers.Location!.ToString()));
        var notes = await cleared.OpenAsync("/notes");
        Assert.Equal("This browser now shows your notes.", notes.QuerySelector(".done p")!.TextContent);
        Assert.Null(notes.QuerySelector(".done form"));
        Assert.Equal(2, notes.QuerySelectorAll(".entry").Length);
    }

    [Fact]
    public async Task Somebody_who_has_saved_nothing_gets_no_code()
    {
        await using var app = new ReaderApp();
        using var browser = app.NewReader();

        using var refused = await browser.PostAsync("/settings/me/code", Forms.Encoded());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    private static async Task<HttpResponseMessage> EnterAsync(HttpClient browser, string code) =>
        await browser.SendAsync((await browser.OpenAsync("/settings/me")).Form("me/sign-in"), ("code", code));

}
