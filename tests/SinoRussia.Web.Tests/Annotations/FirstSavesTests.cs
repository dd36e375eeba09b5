using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>What a browser without cookies saves is shown to its reader again, and nobody is told that it was saved.</summary>
public sealed class FirstSavesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "http://localhost")]
    public async Task A_note_whose_cookie_was_not_kept_is_shown_again_and_not_left_in_the_database(string header, string value)
    {
        await using var app = new ReaderApp();
        var kept = await SaveWithoutCookieAsync(app, "Who is <Friedman>?");

        using var request = Check(kept, (header, value));
        using var answer = await app.CreateDefaultClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains("and your browser blocks it", page.QuerySelector(".refusal")!.TextContent);
        Assert.Equal("Who is <Friedman>?", page.QuerySelector("textarea[name=note]")!.TextContent);
        Assert.Equal(0, await CountAsync(app));
        Assert.False(await app.IsOnDiskAsync("Who is <Friedman>?"));

        // A reader who then allows cookies sends the same form again.
        var reader = app.NewReader();
        using var saved = await reader.SendAsync(page.Form("Mark"));
        Assert.Equal("Who is <Friedman>?", (await reader.OpenAsync(saved.Headers.Location!.ToString())).QuerySelector(".note-body")!.TextContent.Trim());
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task A_program_that_follows_links_deletes_nothing()
    {
        var app = shared.App;
        var reader = app.NewReader();
        using var answer = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", "mine"));
        var address = answer.RequestMessage!.RequestUri!.PathAndQuery;
        Assert.Contains("handler=CheckCookie", address);

        using var looked = await app.CreateDefaultClient().GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, looked.StatusCode);
        Assert.Equal("mine", (await reader.OpenAsync(address)).QuerySelector(".note-card .note-body")!.TextContent.Trim());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_simultaneous_first_saves_belong_to_the_reader_whose_cookie_the_browser_keeps(bool isFetch)
    {
        var app = shared.App;
        var kept = await SaveWithoutCookieAsync(app, "one");
        var reader = app.NewReader();
        using var second = await reader.SendAsync((await reader.OpenAsync("/p/p10/notes")).Form("Note"), ("note", "two"));

        using var request = isFetch ? Check(kept, ("X-Requested-With", "fetch")) : Check(kept);
        using var answer = await reader.SendAsync(request);

        Assert.Equal(isFetch ? HttpStatusCode.OK : HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["one", "two"], (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card .note-body").Select(note => note.TextContent.Trim()));
        Assert.Equal(2, (await reader.OpenAsync("/")).QuerySelectorAll("#essay .mark-link").Length);
    }

    [Fact]
    public async Task A_first_save_does_not_return_after_its_reader_deleted_everything()
    {
        await using var app = new ReaderApp();
        var kept = await SaveWithoutCookieAsync(app, "one");
        var reader = app.NewReader();
        using var second = await reader.SendAsync((await reader.OpenAsync("/p/p10/notes")).Form("Note"), ("note", "two"));
        using var before = await reader.GetAsync("/notes");
        var cookie = before.RequestMessage!.Headers.GetValues("Cookie").Single();
        using var deleted = await reader.PostAsync("/notes/everything?handler=Delete", new FormUrlEncodedContent([new("sure", "yes")]));

        using var late = Check(kept, ("Cookie", cookie));
        using var answer = await app.CreateDefaultClient().SendAsync(late);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode); // shows the words again
        Assert.Contains("one", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await db.Annotations.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_link_or_a_form_on_another_site_cannot_give_a_reader_a_strangers_first_save()
    {
        var app = shared.App;
        var kept = await SaveWithoutCookieAsync(app, "not yours");
        var reader = app.NewReader();
        using var own = await reader.SendAsync((await reader.OpenAsync("/p/p10/notes")).Form("Note"), ("note", "mine"));

        using var link = await reader.GetAsync(kept);
        reader.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        using var request = Check(kept, ("Sec-Fetch-Site", "cross-site"));
        using var form = await reader.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (link.StatusCode, form.StatusCode));
        Assert.Equal("mine", Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card .note-body")).TextContent.Trim());
    }

    [Fact]
    public async Task Colour_names_whose_cookie_was_not_kept_are_shown_again_and_not_left_in_the_database()
    {
        await using var app = new ReaderApp();
        using var named = await app.CreateDefaultClient().SendAsync((await app.NewReader().OpenAsync("/notes/colours")).Form("colours"), ("rose", "claim"));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, named.StatusCode);

        using var request = Check(named.Headers.Location!.ToString());
        using var answer = await app.CreateDefaultClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains("and your browser blocks it", page.QuerySelector(".refusal")!.TextContent);
        Assert.Equal("claim", page.QuerySelector("#name-rose")!.GetAttribute("value"));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal(0, await db.ColourNames.CountAsync());
    }

    [Fact]
    public async Task Saving_colour_names_redirects_to_the_notes_when_the_cookie_was_kept_and_saves_them_for_another_cookie()
    {
        var app = shared.App;
        var reader = app.NewReader();
        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).Form("colours"), ("rose", "claim"), ("blue", "mine"));
        Assert.Equal("/notes", named.Headers.Location!.ToString());

        using var other = await app.CreateDefaultClient().SendAsync((await app.NewReader().OpenAsync("/notes/colours")).Form("colours"), ("rose", "doubt"));
        using var request = Check(other.Headers.Location!.ToString());
        using var adopted = await reader.SendAsync(request);

        Assert.Equal("/notes", adopted.Headers.Location!.ToString());
        var form = await reader.OpenAsync("/notes/colours");
        Assert.Equal(["doubt", "mine"], new[] { "rose", "blue" }.Select(colour => form.QuerySelector($"#name-{colour}")!.GetAttribute("value")));
    }

    [Fact]
    public async Task When_the_cookie_was_kept_the_first_save_ends_where_a_later_one_does()
    {
        var app = shared.App;
        var reader = app.NewReader();
        using var first = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", "one"));
        using var second = await reader.SendAsync((await reader.OpenAsync("/p/p9/notes")).Form("Note"), ("note", "two"));

        Assert.Matches("^/p/p9/notes#card-[0-9a-f-]{36}$", first.Headers.Location!.ToString());
        Assert.Matches("^/p/p9/notes#card-[0-9a-f-]{36}$", second.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("")]
    public async Task An_invalid_ticket_has_no_effect(string ticket)
    {
        await using var app = new ReaderApp();
        var kept = await SaveWithoutCookieAsync(app, "mine");

        using var request = Check($"{kept.Split('?')[0]}?handler=CheckCookie&first={ticket}");
        using var answer = await app.CreateDefaultClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task A_ticket_is_valid_for_two_minutes()
    {
        await using var app = new ReaderApp();
        var kept = await SaveWithoutCookieAsync(app, "mine");
        app.Clock.Advance(TimeSpan.FromMinutes(3));

        using var request = Check(kept);
        using var answer = await app.CreateDefaultClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task The_script_gets_the_cookie_check_address_and_the_same_answers()
    {
        await using var app = new ReaderApp();
        using var saved = await app.CreateDefaultClient().FetchAsync((await app.NewReader().OpenAsync("/p/p9/notes")).Form("Note"), ("note", "mine"));
        using var request = Check(saved.Headers.GetValues("Cookie-Check").Single(), ("X-Requested-With", "fetch"));
        using var answer = await app.CreateDefaultClient().SendAsync(request);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("cookie-blocked", (await answer.DocumentAsync()).QuerySelector(".refusal")!.GetAttribute("data-code"));
        Assert.Equal(0, await CountAsync(app));
    }

    [Fact]
    public async Task Words_sent_to_an_unknown_note_are_given_back()
    {
        var app = shared.App;
        var stranger = app.CreateDefaultClient();

        using var answer = await stranger.PostAsync($"/notes/{Guid.NewGuid()}?handler=Save", new FormUrlEncodedContent([new("version", "1"), new("colour", "amber"), new("note", "my words")]));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal("my words", page.QuerySelector("textarea")!.TextContent);
        Assert.Contains("cookie", page.Body!.TextContent);
    }

    // The request that a browser sends after the redirect of a first save.
    private static HttpRequestMessage Check(string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([]) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    // Sends a request as a browser that stores no cookies.
    private static async Task<string> SaveWithoutCookieAsync(ReaderApp app, string note)
    {
        using var answer = await app.CreateDefaultClient().SendAsync((await app.NewReader().OpenAsync("/p/p9/notes")).Form("Note"), ("note", note));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<int> CountAsync(ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.Annotations.CountAsync();
    }
}
