using System.Buffers.Binary;
using System.Net;
using System.Text.RegularExpressions;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>A note that its reader shows to others with a link.</summary>
public sealed class ShownNoteTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "the well-known American thinker";

    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task Whoever_has_the_link_reads_the_note_with_its_words_and_the_name()
    {
        var (reader, id) = await NotedAsync("**Who** is this? [Look](https://example.org/) <script>alert(1)</script> ![](https://example.org/a.png)");
        var link = await reader.ShowAsync(id, "Zoë <b>&</b>");

        var page = await app.CreateDefaultClient().OpenAsync(link);

        Assert.Equal(Words, page.QuerySelector(".quotation mark")!.TextContent);
        Assert.Contains(Words, page.QuerySelector(".quotation")!.TextContent);
        Assert.True(page.QuerySelector(".quotation")!.TextContent.Trim().Length > Words.Length); // its sentence
        Assert.Equal("Who", page.QuerySelector(".note-body strong")!.TextContent);
        Assert.Equal("Zoë <b>&</b>", page.QuerySelector("header .by bdi")!.TextContent);
        Assert.Matches("^[A-Z]{2}$", page.QuerySelector(".name-mark[aria-hidden=true]")!.TextContent);
        Assert.Contains("ugc", page.QuerySelector(".note-body a")!.GetAttribute("rel")!.Split(' '));
        Assert.Empty(page.QuerySelectorAll("main script, main img, main form, main [data-annotation]"));
        Assert.StartsWith("/p/", page.QuerySelector(".read-it")!.GetAttribute("href"));
        Assert.Contains(":~:text=", page.QuerySelector(".read-it")!.GetAttribute("href"));
        Assert.DoesNotContain(id.ToString(), page.Source.Text);
    }

    [Fact]
    public async Task Its_page_and_card_are_in_no_shared_cache_and_no_search_engine()
    {
        var (reader, id) = await NotedAsync("Why?");
        var link = await reader.ShowAsync(id);

        foreach (var address in new[] { link, $"{link}/card.png" })
        {
            using var answer = await app.CreateDefaultClient().GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
        }

        var page = await app.CreateDefaultClient().OpenAsync(link);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("link[rel=canonical]"));
        Assert.DoesNotContain("/n/", await app.CreateDefaultClient().GetStringAsync("/robots.txt"));
    }

    [Theory]
    [InlineData("Ada", "Why is he *well known*?", "Why is he well known?")]
    [InlineData("عائشة بنت أحمد", null, "“the well-known American thinker”")]
    [InlineData("Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "x", "x")]
    public async Task Its_preview_has_its_first_words_and_a_drawn_card(string name, string? note, string title)
    {
        var (reader, id) = await NotedAsync(note);
        var link = await reader.ShowAsync(id, name);
        var page = await app.CreateDefaultClient().OpenAsync(link);
        string Meta(string property) => page.QuerySelector($"meta[property='{property}']")!.GetAttribute("content")!;

        var png = await app.CreateDefaultClient().GetByteArrayAsync(new Uri(Meta("og:image")).PathAndQuery);

        Assert.Equal(title, Meta("og:title"));
        Assert.Contains(Words, Meta("og:description"));
        Assert.Equal($"{link}/card.png", new Uri(Meta("og:image")).PathAndQuery);
        Assert.Equal(1200, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.DoesNotContain("well known?", Meta("og:image:alt"));
    }

    [Fact]
    public async Task A_renewed_link_has_another_address_and_an_ended_one_shows_nothing()
    {
        var (reader, id) = await NotedAsync("Why?");
        var first = await reader.ShowAsync(id);
        using var again = await reader.PostAsync($"/notes/{id}/show", Forms.Encoded());
        Assert.Equal(first, await reader.LinkOfAsync(id)); // shown again, it keeps its link

        using var renewed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}/show")).Form("Renew"));
        var second = await reader.LinkOfAsync(id);

        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.NotFound, await reader.StatusAsync(first));
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(second));

        using var ended = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}/show")).Form("End"));

        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(second));
        Assert.Contains("Only you can see this", (await reader.OpenAsync($"/notes/{id}")).QuerySelector("main")!.TextContent);
        Assert.Empty(await reader.LinksAsync());
    }

    [Fact]
    public async Task A_deleted_note_is_not_shown_and_a_restored_one_is()
    {
        var (reader, id) = await NotedAsync("Why?");
        var link = await reader.ShowAsync(id);

        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Delete"));
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync($"{link}/card.png"));
        Assert.Equal(HttpStatusCode.NotFound, await reader.StatusAsync($"/notes/{id}/show"));
        Assert.Contains("in the bin", (await reader.OpenAsync("/notes/shown")).QuerySelector(".links h2")!.TextContent);

        using var restored = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Restore"));
        Assert.Equal(HttpStatusCode.OK, await app.CreateDefaultClient().StatusAsync(link));
    }

    [Fact]
    public async Task Everything_that_shows_nothing_is_one_and_the_same_404()
    {
        var (reader, id) = await NotedAsync("Why?");
        var ended = await reader.ShowAsync(id);
        using var end = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}/show")).Form("End"));
        var answers = new HashSet<string>();

        foreach (var address in new[] { ended, "/n/AAAAAAAAAAAAAAAAAAAAAA", "/n/x", $"/n/{id}", "/n/%20", "/n/..%2f", $"/n/{new string('a', 3000)}", $"{ended}?page=2", $"{ended}?whole=yes", $"{ended}/card.png" })
        {
            using var answer = await app.CreateDefaultClient().GetAsync(address);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.StatusCode));
            answers.Add($"{answer.Headers.CacheControl} {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Contains("no-store", Assert.Single(answers));
    }

    [Fact]
    public async Task The_pages_of_the_reader_say_what_is_shown_and_keep_the_address_out_of_what_is_stored_offline()
    {
        var (reader, id) = await NotedAsync("Why?");
        var link = await reader.ShowAsync(id);

        foreach (var address in new[] { "/", "/notes", $"/notes/{id}", "/p/p9/notes" })
        {
            var page = await reader.OpenAsync(address);
            Assert.DoesNotContain(link, page.Source.Text); // the service worker stores these pages
            if (address != "/p/p9/notes")
            {
                Assert.Contains("With a link", page.QuerySelector("main")!.TextContent);
            }
        }

        var worker = await reader.GetStringAsync("/service-worker.js");
        var secret = new Regex(Regex.Match(worker, @"SECRET = /(.+)/i;").Groups[1].Value.Replace(@"\/", "/"), RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.All(new[] { link, $"{link}/card.png", "/notes/shown", $"/notes/{id}/show" }, path => Assert.Matches(secret, path[1..]));
        Assert.All(new[] { "/", "/notes", $"/notes/{id}", "/p/p9", "/people" }, path => Assert.DoesNotMatch(secret, path[1..]));
    }

    [Fact]
    public async Task Programs_are_told_the_audience_of_what_is_shown()
    {
        var (reader, id) = await NotedAsync("Why?");
        Assert.DoesNotContain("audience", await reader.GetStringAsync($"/annotations/{id}"));

        await reader.ShowAsync(id);

        Assert.Contains("schema:Audience", await reader.GetStringAsync($"/annotations/{id}"));
        Assert.Contains("schema:Audience", await reader.GetStringAsync("/notes/export.jsonld"));
    }

    private async Task<(HttpClient Reader, Guid Id)> NotedAsync(string? note)
    {
        var reader = app.NewReader();
        return (reader, await reader.MarkAsync(app.Essay, Words, note: note));
    }
}
