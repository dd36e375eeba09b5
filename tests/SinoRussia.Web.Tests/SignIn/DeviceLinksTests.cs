using System.Net;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

public sealed class DeviceLinksTests
{
    [Fact]
    public async Task A_link_of_128_random_bits_is_shown_with_its_QR_code_and_only_its_hash_is_stored()
    {
        await using var app = new ReaderApp().With("Site:Address", "http://reader.example");
        var keeper = await app.NewKeeperAsync();

        using var made = await keeper.Browser.SendAsync((await keeper.Browser.OpenAsync("/settings/me")).Form("me/device"));
        var page = await made.DocumentAsync();
        var link = page.QuerySelector(".device-link input")!.GetAttribute("value")!;

        Assert.Matches("^http://reader\\.example/join/[A-Za-z0-9_-]{22}$", link);
        Assert.Equal(QrCode.Of(link).Path, page.QuerySelector("svg.qr path")!.GetAttribute("d"));
        Assert.Equal("2026-11-24T09:10:00.000Z", page.QuerySelector("time[role=timer]")!.GetAttribute("datetime"));
        Assert.Equal("no-store, private", $"{made.Headers.CacheControl}");
        Assert.False(await app.IsOnDiskAsync(link.Split('/')[^1]));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("GET", "prefetch")]
    [InlineData("GET", "prefetch;prerender")]
    public async Task Opening_a_link_does_not_use_it_up(string method, string? purpose)
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();

        for (var i = 0; i < 3; i++)
        {
            using var robot = app.CreateDefaultClient();
            using var request = new HttpRequestMessage(new HttpMethod(method), link);
            request.Headers.Add("Sec-Purpose", purpose is null ? [] : [purpose]);
            using var answer = await robot.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(keeper.Reader, await UseAsync(app, link));
    }

    [Fact]
    public async Task The_page_of_a_link_says_whose_notes_they_are_and_what_comes_along()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync(highlights: 4);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var link = await keeper.Browser.MakeLinkAsync();
        var other = await app.NewKeeperAsync(highlights: 2);

        var fresh = (await app.NewReader().OpenAsync(link)).QuerySelector("main")!.TextContent;
        Assert.Contains("a reader with 4 notes and highlights.", fresh);
        Assert.Matches("Last change there:\\s+24 Nov 2026", fresh);
        Assert.Contains("no notes of its own", fresh);
        Assert.Contains("2 notes and highlights of this browser come along", (await other.Browser.OpenAsync(link)).QuerySelector("main")!.TextContent);

        await using (var db = await app.DatabaseAsync())
        {
            await db.Readers.Where(r => r.Id == keeper.Reader).ExecuteUpdateAsync(set => set.SetProperty(r => r.Name, "<b>Ann</b>"));
        }

        var named = await app.NewReader().OpenAsync(link);
        Assert.Equal("<b>Ann</b>", named.QuerySelector("main bdi")!.TextContent);
    }

    [Fact]
    public async Task The_page_of_a_link_is_for_one_person_and_tells_nobody_its_address()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();

        using var answer = await app.NewReader().GetAsync(link);
        var page = await answer.DocumentAsync();

        Assert.Equal("no-store, private", $"{answer.Headers.CacheControl}");
        Assert.Equal("strict-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Null(page.QuerySelector("meta[property^='og:'], meta[name^='twitter:'], link[rel=canonical]"));
    }

    [Fact]
    public async Task A_link_is_good_once_even_for_many_at_the_same_time()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();

        var used = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => UseAsync(app, link)));

        Assert.Equal(keeper.Reader, Assert.Single(used, reader => reader is not null));
    }

    [Fact]
    public async Task Used_expired_replaced_unknown_and_malformed_links_get_the_same_page()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var replaced = await keeper.Browser.MakeLinkAsync();
        var used = await keeper.Browser.MakeLinkAsync();
        await UseAsync(app, used);
        var expired = await (await app.NewKeeperAsync()).Browser.MakeLinkAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        var pages = new HashSet<string>();
        foreach (var link in new[] { replaced, used, expired, "/join/AAAAAAAAAAAAAAAAAAAAAA", "/join/x", "/join/%20", "/join/%E2%80%AE", $"/join/{new string('a', 3_000)}" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var browser = app.NewReader();
                using var answer = await browser.SendAsync(new HttpRequestMessage(method, link) { Content = method == HttpMethod.Post ? Forms.Encoded() : null });
                Assert.Equal((link, HttpStatusCode.Gone), (link, answer.StatusCode));
                pages.Add((await answer.DocumentAsync()).QuerySelector("main")!.InnerHtml);
            }
        }

        Assert.Contains("Make a new one", Assert.Single(pages));
    }

    [Fact]
    public async Task A_browser_that_uses_a_link_shows_the_notes_and_what_it_had_can_be_parted_again()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync(highlights: 3);
        var phone = app.NewReader();
        await phone.MarkAsync(app.Essay, "appearances may be deceptive");
        var link = await keeper.Browser.MakeLinkAsync();

        using var joined = await phone.SendAsync((await phone.OpenAsync(link)).Form("/join/"));
        Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (joined.StatusCode, joined.Headers.Location!.ToString()));
        var notes = await phone.OpenAsync("/notes");
        Assert.Equal("This browser now shows your notes. 1 of its own came along.", notes.QuerySelector(".done p")!.TextContent);
        Assert.Equal(4, notes.QuerySelectorAll(".entry").Length);
        Assert.Equal(4, (await keeper.Browser.OpenAsync("/notes")).QuerySelectorAll(".entry").Length);
        Assert.Contains("One note or highlight", (await keeper.Browser.OpenAsync("/settings/me")).QuerySelector("#came-along")!.TextContent);

        using var asked = await phone.SendAsync(notes.Form("handler=Undo"));
        using var undone = await phone.SendAsync((await asked.DocumentAsync()).Form("handler=Undo"), ("sure", "yes"));
        Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (undone.StatusCode, undone.Headers.Location!.ToString()));
        var own = await phone.OpenAsync("/notes");
        Assert.Contains("Undone", own.QuerySelector(".done")!.TextContent);
        Assert.Single(own.QuerySelectorAll(".entry"));
        Assert.Equal(3, (await keeper.Browser.OpenAsync("/notes")).QuerySelectorAll(".entry").Length);

        using var again = await phone.SendAsync(notes.Form("handler=Undo"));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    // Without script, somebody clicks twice. The browser drops the first answer and its cookie, and knows only the second.
    [Fact]
    public async Task A_link_ends_after_ten_minutes_and_not_before()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await app.NewReader().OpenAsync(link);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await UseAsync(app, link));
    }

    [Fact]
    public async Task The_own_browser_of_the_reader_does_not_use_the_link_up()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        var link = await keeper.Browser.MakeLinkAsync();

        Assert.Contains("already", (await keeper.Browser.OpenAsync(link)).QuerySelector("h1")!.TextContent);
        using var sent = await keeper.Browser.PostAsync(link, Forms.Encoded());
        Assert.Contains("already", (await sent.DocumentAsync()).QuerySelector("h1")!.TextContent);

        Assert.Equal(keeper.Reader, await UseAsync(app, link));
    }

    [Fact]
    public async Task Making_links_leaves_no_old_ones_behind()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => keeper.Browser.MakeLinkAsync()));

        await using var db = await app.DatabaseAsync();
        Assert.Equal(keeper.Reader, (await db.DeviceLinks.SingleAsync()).ReaderId);
    }

    [Fact]
    public async Task Somebody_who_has_saved_nothing_gets_no_link()
    {
        await using var app = new ReaderApp();
        using var browser = app.NewReader();

        using var refused = await browser.PostAsync("/settings/me/device", Forms.Encoded());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Make a highlight or note first", (await refused.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
    }

    // The reader whose notes a new browser shows after it has opened the link and sent its form.
    private static async Task<Guid?> UseAsync(ReaderApp app, string link)
    {
        using var browser = app.NewReader();
        using var answer = await browser.PostAsync(link, Forms.Encoded());
        return answer.StatusCode == HttpStatusCode.SeeOther ? await app.ReaderOfAsync(browser) : null;
    }
}
