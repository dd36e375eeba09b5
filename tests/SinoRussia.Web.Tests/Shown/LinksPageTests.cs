using System.Net;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>The list of what the reader has shown.</summary>
public sealed class LinksPageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task A_form_leads_back_to_its_page_of_the_list()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, "the well-known American thinker", note: "Why?");
        var link = await reader.ShowAsync(id);
        for (var twin = 0; twin < 52; twin++)
        {
            await app.TwinOfAsync(link);
        }

        var second = await reader.OpenAsync("/notes/shown?page=2");
        var item = second.QuerySelector(".links > li")!;
        using var renewed = await reader.SendAsync(item.Form("handler=Renew"));
        using var ended = await reader.SendAsync(item.Form("handler=End"));
        using var refused = await reader.SendAsync(item.Form("handler=Renew"));

        Assert.Equal($"/notes/shown?page=2#{item.Id}", renewed.Headers.Location!.ToString());
        Assert.Equal("/notes/shown?page=2", ended.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(2, (await refused.DocumentAsync()).QuerySelectorAll(".links > li").Length); // of page 2
    }

    [Fact]
    public async Task Each_link_counts_what_it_shows_and_finds_what_it_does_not()
    {
        var reader = app.NewReader();
        var words = Marks.Sentences(app.Essay).Where(sentence => sentence.Length > 40).Take(6).ToList();
        var first = await reader.MarkAsync(app.Essay, words[0], colour: "Blue", note: "zebra");
        await reader.MarkAsync(app.Essay, words[1], colour: "Rose", note: "zebra");
        await reader.MarkAsync(app.Essay, words[2], colour: "Blue");
        await reader.ShowAsync(first);
        foreach (var query in new[] { "", "?colour=blue", "?kind=note", "?q=zebra" })
        {
            await reader.ShowAllAsync(query);
        }

        await reader.MarkAsync(app.Essay, words[3], colour: "Blue");
        await reader.MarkAsync(app.Essay, words[4], colour: "Rose", note: "zebra");
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{first}")).Form("handler=Delete"));

        var links = (await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links > li").ToDictionary(
            item => item.QuerySelector("h2")!.TextContent,
            item => (item.QuerySelector(".note-place span")!.TextContent.Split(';', '·')[0].TrimEnd(), item.QuerySelector("form[action*='handler=Add'] button")?.TextContent));
        Assert.Equal(("1 entry, which others do not see now", null), links["A note in the bin"]);
        Assert.Equal(("2 of 3 entries", "Add the 2 that match now"), links["Chosen from all my notes"]);
        Assert.Equal(("1 of 2 entries", "Add the one that matches now"), links["Notes chosen by the colour blue"]);
        Assert.Equal(("1 of 2 entries", "Add the one that matches now"), links["Notes chosen by those with words"]);
        Assert.Equal(("1 of 2 entries", "Add the one that matches now"), links["Notes chosen by the words “zebra”"]);
    }
}
