using System.Net;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Notes that are saved with a link, and the name for which the link waits.</summary>
public sealed class SavingWithLinkTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "the well-known American thinker";

    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task Save_with_a_link_saves_and_shows_and_the_answer_has_the_address()
    {
        var reader = app.NewReader();
        await reader.ShowAsync(await reader.MarkAsync(app.Essay, "appearances may be deceptive")); // has a name now
        var fields = Marks.Fields(app.Essay, Words, note: "Why?").With("visibility", "link");

        using var saved = await reader.SendMarkAsync(fields);

        var fragment = await saved.DocumentAsync();
        var link = new Uri(fragment.QuerySelector("#status [data-copy]")!.GetAttribute("data-copy")!).PathAndQuery;
        Assert.Equal(link, new Uri(fragment.QuerySelector(".note-card input[readonly]")!.GetAttribute("value")!).PathAndQuery);
        Assert.DoesNotContain("Only you", fragment.Body!.TextContent);
        Assert.Contains("With a link", fragment.QuerySelector(".my-note")!.TextContent);
        Assert.Contains("Why?", await app.CreateDefaultClient().GetStringAsync(link));

        using var again = await reader.SendMarkAsync(fields); // its answer was lost
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(2, (await reader.LinksAsync()).Count);
    }

    [Fact]
    public async Task A_link_waits_for_the_name()
    {
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");

        using var saved = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "Why?").With("visibility", "link"));

        Assert.Contains("choose the name", (await saved.DocumentAsync()).QuerySelector("#status")!.TextContent);
        var page = await reader.OpenAsync("/notes/shown");
        Assert.Empty(page.QuerySelectorAll(".link-forms"));
        Assert.DoesNotContain("Shown by link", (await reader.OpenAsync("/notes")).QuerySelector("main")!.TextContent); // it is not, yet
        using var named = await reader.SendAsync(page.Form("handler=Name"), ("name", "Ada"));
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(Assert.Single(await reader.LinksAsync())));
    }

    [Fact]
    public async Task The_first_save_of_a_new_reader_has_its_link_and_waits_for_the_name()
    {
        var reader = app.NewReader();

        using var saved = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "Why?").With("visibility", "link"));

        var answer = await saved.DocumentAsync();
        var show = answer.QuerySelector("#status .notice a")!.GetAttribute("href")!;
        Assert.Contains("choose the name", answer.QuerySelector("#status")!.TextContent);
        Assert.Equal(show, answer.QuerySelector(".note-card .showing a")!.GetAttribute("href"));
        Assert.DoesNotContain("Only you", answer.Body!.TextContent);
        using var named = await reader.SendAsync((await reader.OpenAsync(show)).Form("/show"), ("name", "Ada"));
        Assert.Contains("Why?", await app.CreateDefaultClient().GetStringAsync(Assert.Single(await reader.LinksAsync())));
    }

    [Fact]
    public async Task Without_script_the_first_save_leads_to_the_name()
    {
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p12/notes")).Form("handler=Note");

        using var saved = await reader.SendAsync(form, ("note", "Why?"), ("visibility", "link"));

        Assert.EndsWith("/show", saved.Headers.Location!.ToString());
        var page = await reader.OpenAsync(saved.Headers.Location.ToString());
        Assert.Contains("Nobody sees it yet", page.QuerySelector("main")!.TextContent);
        Assert.NotNull(page.QuerySelector("#name"));
        Assert.Single((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li"));
    }

    [Fact]
    public async Task A_browser_without_cookies_gets_its_words_back_and_nothing_of_them_stays()
    {
        await using var own = new ReaderApp();
        using var saved = await own.ReaderWith("").SendMarkAsync(Marks.Fields(own.Essay, Words, note: "zyxwsecret").With("visibility", "link"));

        var check = saved.Headers.GetValues("Cookie-Check").Single();
        using var answer = await own.ReaderWith("").PostAsync(check, Forms.Encoded());

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await own.AnnotationsAsync());
        Assert.Empty(await own.NoteLinksAsync());
        Assert.False(await own.IsOnDiskAsync("zyxwsecret"));
    }

    [Fact]
    public async Task Two_first_saves_with_a_link_at_the_same_time_are_both_the_readers()
    {
        await using var own = new ReaderApp();
        using var first = await own.ReaderWith("").SendMarkAsync(Marks.Fields(own.Essay, Words, note: "one").With("visibility", "link"));
        using var second = await own.ReaderWith("").SendMarkAsync(Marks.Fields(own.Essay, "appearances may be deceptive", note: "two").With("visibility", "link"));
        var reader = own.ReaderWith(second.Cookie()); // the browser keeps the later one

        using var adopted = await reader.PostAsync(first.Headers.GetValues("Cookie-Check").Single(), Forms.Encoded());
        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/shown")).Form("handler=Name"), ("name", "Ada"));

        var links = await reader.LinksAsync();
        Assert.Equal(2, links.Count);
        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, await own.CreateDefaultClient().StatusAsync(link));
        }
    }
}
