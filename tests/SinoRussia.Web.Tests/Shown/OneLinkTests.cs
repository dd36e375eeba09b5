using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>A note has one link of its own, however often it is shown; and what is said when it ends.</summary>
public sealed class OneLinkTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "the well-known American thinker";

    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task A_note_that_is_shown_twice_at_once_has_one_link()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        var form = (await reader.OpenAsync($"/notes/{id}")).Form("handler=Show");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => (await reader.SendAsync(form)).Dispose()));

        var page = await reader.OpenAsync("/notes/shown");
        Assert.Single(page.QuerySelectorAll(".links > li"));
    }

    [Fact]
    public async Task A_reading_that_is_shown_twice_at_once_has_one_link_and_another_one_after_it_has_grown()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        var form = (await reader.OpenAsync("/notes")).Form("handler=Show");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => (await reader.SendAsync(form)).Dispose()));

        Assert.Single((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li"));
        var more = await reader.MarkAsync(app.Essay, "Throughout most of modern history", note: "later");
        using var added = await reader.SendAsync((await reader.OpenAsync("/notes/shown")).Form("handler=Add"));
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{more}")).Form("handler=Delete"));
        await reader.ShowAllAsync();
        Assert.Equal(2, (await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li").Length); // the first would show the third again if it came back

        using var one = await reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{id}"), ("act", "show")));
        using var same = await reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{id}"), ("act", "show")));
        Assert.Equal(3, (await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li").Length);
    }

    [Fact]
    public async Task Ending_its_link_ends_every_link_that_shows_it_alone()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        var link = await reader.ShowAsync(id);
        var twin = await app.TwinOfAsync(link); // two tabs could make one before
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(twin));

        using var ended = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}/show")).Form("handler=End"));

        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(twin));
        Assert.Contains("Only you see it now", (await reader.OpenAsync($"/notes/{id}/show")).QuerySelector("[role=status]")!.TextContent);
    }

    [Fact]
    public async Task What_is_said_of_a_note_that_a_reading_shows_too_is_true()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        await reader.ShowAsync(id);
        Assert.Contains("End makes it private again", await reader.GetStringAsync($"/notes/{id}/show"));
        await reader.ShowAllAsync();

        var page = await reader.OpenAsync($"/notes/{id}/show");
        Assert.DoesNotContain("private again", page.QuerySelector("main")!.TextContent);
        Assert.Contains("also part of a reading", page.QuerySelector("main")!.TextContent);
        Assert.Equal("Shown by link, and in a reading", (await CardAsync(reader, id)).QuerySelector(".shown-sign")!.TextContent);
        using var ended = await reader.SendAsync(page.Form("handler=End"));

        page = await reader.OpenAsync($"/notes/{id}/show");
        Assert.Contains("still part of a reading", page.QuerySelector("[role=status]")!.TextContent);
        Assert.Contains("shown in a reading", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Shown in a reading", (await CardAsync(reader, id)).QuerySelector(".shown-sign")!.TextContent);
    }

    [Fact]
    public async Task A_link_that_was_ended_elsewhere_cannot_be_renewed()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        await reader.ShowAsync(id);
        var renew = (await reader.OpenAsync($"/notes/{id}/show")).Form("handler=Renew");
        using var ended = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}/show")).Form("handler=End"));

        using var refused = await reader.SendAsync(renew);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("was ended meanwhile", (await refused.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);

        var link = await reader.ShowAsync(id); // another link, which the page of the former one does not renew
        using var still = await reader.SendAsync(renew);
        Assert.Equal(HttpStatusCode.Conflict, still.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(link));
    }

    [Fact]
    public async Task A_note_that_is_ticked_and_shown_while_its_card_shows_it_has_one_link()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        var form = (await reader.OpenAsync($"/notes/{id}")).Form("handler=Show");
        var (hasBegun, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = app.Services.GetRequiredService<WriteQueue>().WriteAsync(
            async (_, _) =>
            {
                hasBegun.SetResult();
                await mayGoOn.Task;
                return true;
            },
            CancellationToken.None);
        await hasBegun.Task; // both wait behind it, one after the other
        var ticked = reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{id}"), ("act", "show")));
        await Task.Delay(TimeSpan.FromSeconds(1));
        var shown = reader.SendAsync(form);
        await Task.Delay(TimeSpan.FromSeconds(1));
        mayGoOn.SetResult();
        await before;
        (await ticked).Dispose();
        (await shown).Dispose();

        Assert.Single((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li"));
    }

    [Fact]
    public async Task The_page_of_a_reading_that_was_ended_does_not_renew_the_one_that_shows_the_same_since()
    {
        var reader = app.NewReader();
        var single = await reader.ShowAsync(await reader.MarkAsync(app.Essay, Words, note: "Why?"));
        await reader.MarkAsync(app.Essay, "appearances may be deceptive");
        await reader.ShowAllAsync();
        var renew = (await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li").Single(item => item.TextContent.Contains("Chosen from all my notes", StringComparison.Ordinal));
        using var ended = await reader.SendAsync(renew.Form("handler=End"));
        await reader.ShowAllAsync();
        var link = Assert.Single(await reader.LinksAsync(), one => one != single);

        using var refused = await reader.SendAsync(renew.Form("handler=Renew"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(link));
    }

    [Fact]
    public async Task A_page_with_a_former_address_does_not_end_the_one_that_others_have_by_now()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        await reader.ShowAsync(id);
        var renew = (await reader.OpenAsync($"/notes/{id}/show")).Form("handler=Renew");
        using var renewed = await reader.SendAsync(renew);
        var link = await reader.LinkOfAsync(id);

        using var refused = await reader.SendAsync(renew);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("has another address by now", (await refused.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(link));
    }

    [Fact]
    public async Task A_page_never_says_that_others_see_what_is_held_back()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "For all.");
        await reader.ShowAsync(id);
        using var added = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "For me."));

        var main = (await reader.OpenAsync($"/notes/{id}/show")).QuerySelector("main")!;

        Assert.DoesNotContain("Whoever has this address sees it", main.TextContent);
        Assert.Contains("read it before you show it again", main.TextContent);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> CardAsync(HttpClient reader, Guid id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/notes/{id}");
        request.Headers.Add("X-Requested-With", "fetch");
        using var answer = await reader.SendAsync(request);
        return await answer.DocumentAsync();
    }
}
