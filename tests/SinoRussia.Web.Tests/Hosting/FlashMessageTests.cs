using System.Net;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Hosting;

/// <summary>A page claims only what was really done; and what HTTPS adds.</summary>
public sealed class FlashMessageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("/notes?did=forgotten")]
    [InlineData("/notes?did=deleted&n=500&at=1")]
    [InlineData("/notes/bin?did=purged&n=500")]
    public async Task A_link_cannot_make_a_page_claim_that_something_was_done(string link)
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);

        Assert.Null((await reader.OpenAsync(link)).QuerySelector(".done"));
        Assert.Null((await app.NewReader().OpenAsync(link)).QuerySelector(".done"));
    }

    [Fact]
    public async Task The_result_of_a_form_is_shown_once()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words);

        using var deleted = await reader.PostAsync("/notes?handler=Many", new FormUrlEncodedContent([new("ids", $"{id}"), new("act", "delete")]));
        Assert.Equal("/notes", deleted.Headers.Location!.ToString());
        var page = await reader.OpenAsync("/notes");
        Assert.Contains("1 deleted", page.QuerySelector(".done")!.TextContent);
        using var undone = await reader.SendAsync(page.Form("handler=Undo"));
        Assert.Contains("Restored.", (await reader.OpenAsync("/notes")).QuerySelector(".done")!.TextContent);
        Assert.Null((await reader.OpenAsync("/notes")).QuerySelector(".done"));

        using var never = await reader.PostAsync("/notes?handler=Undo", new FormUrlEncodedContent([new("at", "9223372036854775807")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, never.StatusCode);
    }

    [Fact]
    public async Task HSTS_is_sent_where_HTTPS_is_known()
    {
        await using var plain = new ReaderApp();
        await using var secure = new ReaderApp().With("Site:Address", "https://reader.example");

        using var without = await plain.NewReader().GetAsync("/");
        using var with = await secure.NewReader().GetAsync("/no/such/address");

        Assert.False(without.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("max-age=31536000", with.Headers.GetValues("Strict-Transport-Security").Single());
    }
}
