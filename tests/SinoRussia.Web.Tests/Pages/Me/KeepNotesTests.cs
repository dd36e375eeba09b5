using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.SignIn;

namespace SinoRussia.Web.Tests.Pages.Me;

/// <summary>The page "Keep my notes", its list of browsers, and the line that leads there.</summary>
public sealed class KeepNotesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Here = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

    [Fact]
    public async Task Somebody_who_has_saved_nothing_can_only_bring_notes_here()
    {
        var page = await shared.App.NewReader().OpenAsync("/settings/me");

        Assert.Contains("make a highlight or note first", page.QuerySelector(".kept-by")!.TextContent);
        Assert.Null(page.QuerySelector("#device, #code, #browsers"));
        Assert.NotNull(page.Form("me/sign-in").QuerySelector("input[name=code][required]"));
    }

    [Fact]
    public async Task The_page_says_what_keeps_the_notes_now()
    {
        var app = shared.App;
        var keeper = await app.NewKeeperAsync();
        Assert.Contains("in this browser only", await KeptByAsync(keeper));

        await app.AddSessionAsync(keeper.Reader);
        Assert.Contains("also by one other browser.", await KeptByAsync(keeper));
        await keeper.Browser.MakeCodeAsync();
        Assert.Contains("also by a recovery code and one other browser.", await KeptByAsync(keeper));
        await app.AddPasskeyAsync(keeper.Reader);
        Assert.Contains("also by a passkey, a recovery code and one other browser.", await KeptByAsync(keeper));
    }

    [Fact]
    public async Task The_page_shows_the_readers_name_with_its_mark()
    {
        var keeper = await shared.App.NewKeeperAsync();
        Assert.Contains("You have no name yet", (await keeper.Browser.OpenAsync("/settings/me")).QuerySelector("#name")!.TextContent);

        using var named = await keeper.Browser.PostAsync("/settings/me/name", Forms.Encoded(("name", "Ann")));

        var section = (await keeper.Browser.OpenAsync("/settings/me")).QuerySelector("#name")!;
        Assert.Equal("Ann", section.QuerySelector(".by bdi")!.TextContent);
        Assert.NotNull(section.QuerySelector(".name-mark"));
    }

    [Fact]
    public async Task Browsers_are_listed_this_one_first_and_no_id_is_on_the_page()
    {
        var app = shared.App;
        var keeper = await app.NewKeeperAsync();
        keeper.Browser.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Here);
        var phone = await app.AddSessionAsync(keeper.Reader, "Safari on iPhone", app.Clock.GetUtcNow().AddDays(-5));
        await app.AddSessionAsync(keeper.Reader, null, app.Clock.GetUtcNow().AddDays(-2));

        var page = await keeper.Browser.OpenAsync("/settings/me");
        var listed = page.QuerySelectorAll("#browsers li").Select(item => string.Join(' ', item.QuerySelector("span")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal([
            "Firefox on Linux · this browser · signed in 24 Nov 2026, 09:00 UTC",
            "A browser · last used 22 Nov 2026 UTC · signed in 22 Nov 2026, 09:00 UTC",
            "Safari on iPhone · last used 19 Nov 2026 UTC · signed in 19 Nov 2026, 09:00 UTC",
        ], listed);
        foreach (var id in new[] { phone, keeper.Reader })
        {
            Assert.DoesNotContain($"{id:N}", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain($"{id:D}", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Another_browser_can_be_signed_out_and_nobody_elses()
    {
        var app = shared.App;
        var (keeper, stranger) = (await app.NewKeeperAsync(), await app.NewKeeperAsync());
        var phone = await app.AddSessionAsync(keeper.Reader, "Safari on iPhone");
        var theirs = await app.AddSessionAsync(stranger.Reader, "Edge on Windows");
        var form = (await keeper.Browser.OpenAsync("/settings/me")).Form("handler=SignOutBrowser");
        var foreign = (await stranger.Browser.OpenAsync("/settings/me")).Form("handler=SignOutBrowser").QuerySelector("input[name=browser]")!.GetAttribute("value")!;

        using var notTheirs = await keeper.Browser.SendAsync(form, ("browser", foreign));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, notTheirs.StatusCode);
        Assert.True(await ExistsAsync(app, theirs) && await ExistsAsync(app, phone));

        using var ended = await keeper.Browser.SendAsync(form);
        Assert.Equal((HttpStatusCode.SeeOther, "/settings/me"), (ended.StatusCode, ended.Headers.Location!.ToString()));
        Assert.False(await ExistsAsync(app, phone));
        Assert.Contains("signed out", (await keeper.Browser.OpenAsync("/settings/me")).QuerySelector(".done")!.TextContent);

        using var again = await keeper.Browser.SendAsync(form);
        Assert.Contains("already signed out", (await again.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task All_other_browsers_can_be_signed_out_at_once()
    {
        var app = shared.App;
        var keeper = await app.NewKeeperAsync();
        await app.AddSessionAsync(keeper.Reader);
        await app.AddSessionAsync(keeper.Reader);

        using var ended = await keeper.Browser.SendAsync((await keeper.Browser.OpenAsync("/settings/me")).Form("handler=SignOutOthers"));

        var page = await keeper.Browser.OpenAsync("/settings/me");
        Assert.Contains("All other browsers", page.QuerySelector(".done")!.TextContent);
        Assert.Single(page.QuerySelectorAll("#browsers li"));
        Assert.Null(page.QuerySelector("form[action*=SignOutOthers]"));
    }

    [Fact]
    public async Task Signing_out_here_asks_for_a_tick_only_if_nothing_else_leads_to_the_notes()
    {
        var app = shared.App;
        var keeper = await app.NewKeeperAsync();
        var form = (await keeper.Browser.OpenAsync("/settings/me")).Form("handler=SignOutHere");
        Assert.NotNull(form.QuerySelector("input[name=sure][required]"));
        using var refused = await keeper.Browser.PostAsync("/settings/me?handler=SignOutHere", Forms.Encoded());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Keep my notes", (await refused.DocumentAsync()).QuerySelector("h1")!.TextContent);

        await keeper.Browser.MakeCodeAsync();
        var kept = (await keeper.Browser.OpenAsync("/settings/me")).Form("handler=SignOutHere");
        Assert.Null(kept.QuerySelector("input[name=sure]"));
        using var ended = await keeper.Browser.SendAsync(kept);

        Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (ended.StatusCode, ended.Headers.Location!.ToString()));
        Assert.Equal("\"cache\", \"storage\"", ended.Headers.GetValues("Clear-Site-Data").Single());
        var notes = await keeper.Browser.OpenAsync("/notes");
        Assert.Contains("signed out", notes.QuerySelector(".done")!.TextContent);
        Assert.Empty(notes.QuerySelectorAll(".entry"));
        Assert.Contains(await app.AnnotationsAsync(), a => a.ReaderId == keeper.Reader); // the notes stay
    }

    [Fact]
    public async Task From_three_notes_on_a_line_says_that_they_live_here_only_until_it_is_dismissed()
    {
        var app = shared.App;
        var keeper = await app.NewKeeperAsync(highlights: 2);
        Assert.Null((await keeper.Browser.OpenAsync("/notes")).QuerySelector(".keep-hint"));

        await keeper.Browser.MarkAsync(app.Essay, "appearances may be deceptive");
        var page = await keeper.Browser.OpenAsync("/notes");
        Assert.Contains("These notes live in this browser only.", page.QuerySelector(".keep-hint")!.TextContent);
        Assert.Equal("/settings/me", page.QuerySelector(".keep-hint a")!.GetAttribute("href"));
        Assert.Null((await keeper.Browser.OpenAsync("/notes?whole=yes")).QuerySelector(".keep-hint"));

        using var dismissed = await keeper.Browser.SendAsync(page.Form("DismissHint"));
        Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (dismissed.StatusCode, dismissed.Headers.Location!.ToString()));
        Assert.Null((await keeper.Browser.OpenAsync("/notes")).QuerySelector(".keep-hint"));
    }

    [Theory]
    [InlineData("passkey")]
    [InlineData("code")]
    [InlineData("browser")]
    public async Task The_pages_say_the_truth_when_something_keeps_the_notes(string way)
    {
        var app = shared.App;
        var keeper = await app.NewKeeperAsync(highlights: 3);
        Assert.Contains("only this browser can reach them", await keeper.Browser.GetStringAsync("/notes"));

        await (way switch
        {
            "passkey" => (Task)app.AddPasskeyAsync(keeper.Reader),
            "code" => keeper.Browser.MakeCodeAsync(),
            _ => app.AddSessionAsync(keeper.Reader),
        });

        var page = await keeper.Browser.OpenAsync("/notes");
        Assert.Null(page.QuerySelector(".keep-hint"));
        Assert.DoesNotContain("only this browser", page.Body!.TextContent);
    }

    [Theory]
    [InlineData("/notes")]
    [InlineData("/notes/everything")]
    [InlineData("/settings")]
    [InlineData("/about")]
    public async Task The_page_is_reached_from(string address) =>
        Assert.NotNull((await shared.App.NewReader().OpenAsync(address)).QuerySelector("main a[href='/settings/me']"));

    [Fact]
    public async Task The_new_code_is_a_sheet_with_the_name_and_address_of_the_site()
    {
        var keeper = await shared.App.NewKeeperAsync();
        using var made = await keeper.Browser.PostAsync("/settings/me/code", Forms.Encoded());
        var sheet = (await made.DocumentAsync()).QuerySelector(".code-sheet")!;

        Assert.Contains(shared.App.Essay.Metadata.Title, sheet.TextContent);
        Assert.Contains("http://localhost/settings/me", sheet.TextContent);
        Assert.Contains("enter this code", sheet.TextContent);
        Assert.Equal("no-store, private", $"{made.Headers.CacheControl}");
    }

    [Fact]
    public async Task The_service_worker_keeps_none_of_these_pages()
    {
        var worker = await shared.App.NewReader().GetStringAsync("/service-worker.js");

        var secret = new Regex(Regex.Match(worker, @"SECRET = /(.+)/i;").Groups[1].Value.Replace(@"\/", "/"), RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        Assert.All(new[] { "settings/me", "settings/me/code", "settings/me/device", "join/AAAAAAAAAAAAAAAAAAAAAA", "JOIN/x", "settings/me/", "n/x", "notes/shown", "notes/shown/", "notes/x/show", "notes/x/show/" }, path => Assert.Matches(secret, path));
        Assert.All(new[] { "", "settings", "notes", "people", "settings/mean" }, path => Assert.DoesNotMatch(secret, path));
    }

    private static async Task<string> KeptByAsync(Keeper keeper) => (await keeper.Browser.OpenAsync("/settings/me")).QuerySelector(".kept-by")!.TextContent;

    private static async Task<bool> ExistsAsync(ReaderApp app, Guid session)
    {
        await using var db = await app.DatabaseAsync();
        return await db.Sessions.AnyAsync(s => s.Id == session);
    }
}
