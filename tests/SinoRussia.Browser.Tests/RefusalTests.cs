using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>A permanent refusal is reported once: nothing is sent again automatically, and the reader keeps their words.</summary>
public sealed class RefusalTests(ShortSite site) : IClassFixture<ShortSite>
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    [InlineData(425)]
    [InlineData(451)]
    public async Task A_refused_request_is_sent_once(int status)
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var sent = await AnswerAsync(visit, status);
        await WriteAsync(visit, "my words");

        await Expect(visit.Panel.Locator(".refusal")).Not.ToBeEmptyAsync();
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("my words");
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(visit.Page.Locator(".unsent-button")).ToBeHiddenAsync();
        Assert.Single(sent);
    }

    [Fact]
    public async Task A_creation_whose_id_is_taken_is_sent_once_more_with_another_id()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var sent = await AnswerAsync(visit, 409, """<p class="refusal" data-code="id-foreign">Save them again.</p>""");
        await WriteAsync(visit, "my words");

        await Expect(visit.Panel.Locator(".refusal")).ToHaveTextAsync("Save them again.");
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("my words");
        Assert.Equal(2, sent.Count);
    }

    [Fact]
    public async Task A_reader_who_lost_their_cookie_is_told_and_nothing_looks_saved_that_is_not()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await WriteAsync(visit, "my words");
        await Expect(visit.Status).ToContainTextAsync("Saved. Only you see it.");
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await visit.Page.Context.ClearCookiesAsync();

        await visit.Panel.Locator(".note-body").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync("other words");
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Panel.Locator(".refusal").First).ToContainTextAsync("not among your notes any more");
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("other words");
        await Expect(visit.Status).ToBeEmptyAsync();

        await visit.Panel.Locator(".delete button").ClickAsync();
        await Expect(visit.Status).ToContainTextAsync("not among your notes any more");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);

        await visit.HighlightAsync("Throughout most of modern history");
        await Expect(visit.Status).ToContainTextAsync("your browser lost the cookie of your earlier notes");
    }

    [Fact]
    public async Task After_three_server_errors_a_request_counts_as_refused_and_the_words_stay()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var sent = await AnswerAsync(visit, 500);
        await WriteAsync(visit, "my words");

        while (!await visit.Panel.IsVisibleAsync())
        {
            await visit.Page.EvaluateAsync("new Promise(next => setTimeout(next, 100)).then(() => dispatchEvent(new Event('online')))");
        }

        await Expect(visit.Panel.Locator(".refusal")).ToContainTextAsync("failed repeatedly");
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync("my words");
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveTextAsync("draft");
        Assert.Equal(3, sent.Count);
    }

    [Fact]
    public async Task A_too_long_text_is_reported_before_it_is_sent()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        var sent = await AnswerAsync(visit, 500);
        await WriteAsync(visit, new string('長', 70_000));
        await Expect(visit.Panel.Locator(".refusal")).ToHaveTextAsync("The note has 70,000 characters, and 20,000 fit. Shorten it by 50,000.");
        await Expect(visit.Panel.Locator("textarea")).ToHaveValueAsync(new string('長', 70_000));

        await visit.OpenAsync("/p/p10/notes");
        await visit.Page.Locator("#paragraph-note").FillAsync(new string('a', 20_001));
        await visit.Page.Locator("form.write .primary").First.ClickAsync();
        await Expect(visit.Page.Locator("form.write .refusal")).ToContainTextAsync("Shorten it by 1.");
        await Expect(visit.Page.Locator("#paragraph-note")).ToHaveValueAsync(new string('a', 20_001));
        Assert.Empty(sent);
    }

    [Fact]
    public async Task An_impossible_character_is_removed()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").EvaluateAsync("(field, words) => (field.value = words)", "before\0after");
        await visit.Panel.Locator(".primary").ClickAsync();

        await Expect(visit.Page.Locator(".my-note .note-body")).ToHaveTextAsync("beforeafter");
    }

    [Fact]
    public async Task A_refused_form_gets_its_words_back_although_it_has_the_focus()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/p/p10/notes");
        await AnswerAsync(visit, 422);
        await visit.Page.Locator("#paragraph-note").FillAsync("my words");
        await visit.Page.Locator("form.write [name=tags]").First.FillAsync("war");
        await visit.Page.Locator("form.write .primary").First.ClickAsync();

        await Expect(visit.Page.Locator("form.write .refusal")).ToHaveTextAsync("The server rejected this.");
        await Expect(visit.Page.Locator("#paragraph-note")).ToHaveValueAsync("my words");
        await Expect(visit.Page.Locator("form.write [name=tags]").First).ToHaveValueAsync("war");
    }

    private static async Task WriteAsync(Visit visit, string note)
    {
        await visit.SelectAsync(Words);
        await visit.Toolbar.Locator("[data-act=note]").ClickAsync();
        await visit.Panel.Locator("textarea").FillAsync(note);
        await visit.Panel.Locator(".primary").ClickAsync();
    }

    private static async Task<List<string>> AnswerAsync(Visit visit, int status, string body = "<p>no</p>")
    {
        var sent = new List<string>();
        await visit.Page.Context.RouteAsync("**/*handler=*", async route =>
        {
            if (route.Request.Method != "POST")
            {
                await route.ContinueAsync();
                return;
            }

            sent.Add(route.Request.Url);
            await route.FulfillAsync(new RouteFulfillOptions { Status = status, ContentType = "text/html", Body = body });
        });
        return sent;
    }
}
