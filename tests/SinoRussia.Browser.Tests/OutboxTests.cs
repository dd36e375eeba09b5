using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Whatever happens to the connection, the server or the browser, every change arrives once, and no words are lost.</summary>
public sealed class OutboxTests(ShortSite site) : IClassFixture<ShortSite>
{
    internal const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_mark_gets_its_colour_in_the_frame_of_the_click()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await visit.Page.RouteAsync("**/notes?handler=Mark", _ => Task.CompletedTask); // the server never answers
        await visit.SelectAsync(Words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();

        var painted = await visit.Page.EvaluateAsync<string>(
            """
            () => {
              document.querySelector("passage-toolbar .swatch[data-colour=green]").click();
              return [...CSS.highlights.get("unsure-green")].map(range => range.toString()).join();
            }
            """);

        Assert.Equal(Words, painted);
        await Expect(visit.Toolbar).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_note_written_offline_survives_closing_the_page_and_arrives_once()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await CutAsync(visit);
        await WriteAsync(visit, Words, "On a train");
        await Expect(visit.Status).ToContainTextAsync("kept in this browser");
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveCountAsync(1);

        var first = await visit.NewTabAsync("/");
        await first.CloseAsync();
        await Expect(visit.Page.Locator("#p10 .unsaved")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".unsent-button")).ToHaveTextAsync("1 unsent");
        await visit.AssertAccessibleAsync();

        await ReconnectAsync(visit);
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);
        await Expect(visit.Page.Locator(".unsaved")).ToHaveCountAsync(0);
        await AssertNotesAsync(visit, "On a train");
    }

    [Fact]
    public async Task Marks_of_a_new_reader_during_a_server_restart_arrive_in_order_for_one_reader()
    {
        await using var visit = await site.VisitAloneAsync();
        await visit.OpenAsync("/");

        await visit.RestartAsync(async () =>
        {
            await WriteAsync(visit, Words, "first");
            await WriteAsync(visit, "appearances may be deceptive", "second");
            await MarkAsync(visit, "Throughout most of modern history", "rose");
            await Expect(visit.Page.Locator(".unsent-button")).ToHaveTextAsync("3 unsent");
        });

        await Expect(visit.Page.Locator("#essay .mark-link")).ToHaveCountAsync(3);
        await Expect(visit.Status).ToContainTextAsync("3 changes that were waiting are saved.");
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".note-card")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_lost_answer_causes_neither_a_second_note_nor_a_conflict()
    {
        await using var visit = await site.VisitAsync();
        await visit.OpenAsync("/");
        await LoseNextAnswerAsync(visit, "Mark"); // and with it a new reader's cookie
        await WriteAsync(visit, Words, "once");
        await Expect(visit.Page.Locator("#p10 mark")).ToHaveTextAsync(Words);

        await LoseNextAnswerAsync(visit, "Save");
        await visit.Page.Locator("#p10 mark").ClickAsync();
        await EditAsync(visit, "once, and again");
        await Expect(visit.Panel.Locator(".note-body:not(.as-typed)")).ToHaveTextAsync("once, and again");
        await EditAsync(visit, "and a third time");
        await Expect(visit.Panel.Locator(".note-body:not(.as-typed)")).ToHaveTextAsync("and a third time");

        await AssertNotesAsync(visit, "and a third time");
    }

    internal static async Task MarkAsync(Visit visit, string words, string colour = "amber")
    {
        await visit.SelectAsync(words);
        await visit.Toolbar.Locator($".swatch[data-colour={colour}]").ClickAsync();
        await Expect(visit.Toolbar).ToBeHiddenAsync();
    }

    internal static async Task WriteAsync(Visit visit, string words, string note)
    {
        await visit.SelectAsync(words);
        await Expect(visit.Toolbar).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Panel.Locator("textarea").FillAsync(note);
        await visit.Panel.Locator(".primary").ClickAsync();
        await Expect(visit.Panel).ToBeHiddenAsync();
    }

    internal static async Task EditAsync(Visit visit, string note, string? colour = null)
    {
        await Expect(visit.Panel).ToBeVisibleAsync();
        await visit.Panel.Locator(".edit-note").PressAsync("Enter"); // where there is a note, the button is for keys: a click on the words does the same
        await visit.Panel.Locator("textarea").FillAsync(note);
        await visit.Panel.Locator(".primary").ClickAsync();
        if (colour is not null)
        {
            await visit.Panel.Locator($"input[value={colour}]").CheckAsync();
        }
    }

    internal static async Task CutAsync(Visit visit) => await visit.Page.Context.RouteAsync("**/notes**", route =>
        route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());

    internal static async Task ReconnectAsync(Visit visit)
    {
        await visit.Page.Context.UnrouteAllAsync();
        await visit.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
    }

    /// <summary>The server handles the request, but neither the page nor the cookie jar gets the answer.</summary>
    private static async Task LoseNextAnswerAsync(Visit visit, string handler) => await visit.Page.RouteAsync(
        $"**/*handler={handler}",
        async route =>
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, route.Request.Url) { Content = new StringContent(route.Request.PostData!) };
            request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
            foreach (var (name, value) in await route.Request.AllHeadersAsync())
            {
                if (name is "cookie" or "x-requested-with" or "sec-fetch-site")
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }

            using var lost = await http.SendAsync(request);
            Assert.True(lost.IsSuccessStatusCode);
            await route.AbortAsync();
        },
        new PageRouteOptions { Times = 1 });

    internal static async Task AssertNotesAsync(Visit visit, params string[] notes)
    {
        await visit.OpenAsync("/notes");
        await Expect(visit.Page.Locator(".note-card .note-body:visible")).ToHaveTextAsync(notes);
    }
}
