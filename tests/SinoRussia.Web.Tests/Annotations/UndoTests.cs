using System.Net;
using AngleSharp.Html.Dom;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Without script, the page says after each change what was done, and undoes it.</summary>
public sealed class UndoTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("note", "another thought", "?sort=newest")]
    [InlineData("note", "", "")]
    [InlineData("tags", "another tag", "?q=friedman")]
    [InlineData("colour", "rose", "")]
    public async Task A_change_in_the_list_can_be_undone_there_even_if_it_follows_another_at_once(string field, string value, string query)
    {
        var reader = shared.App.NewReader();
        var id = await reader.MarkAsync(shared.App.Essay, Words, "Green");
        using var written = await reader.SendAsync(await FormAsync(reader, "Save", ""), ("note", "a thought"), ("tags", "a tag"));
        var before = await EntryAsync(reader);

        using var changed = await reader.SendAsync(await FormAsync(reader, "Save", query), (field, value));
        Assert.StartsWith($"/notes{query}#card-{id}", changed.Headers.Location!.ToString());
        Assert.NotEqual(before, await EntryAsync(reader));

        var undo = await UndoAsync(reader, query, "Saved.", changed);
        using var undone = await reader.SendAsync(undo);

        Assert.Equal($"/notes{query}", undone.Headers.Location!.ToString());
        Assert.Equal(before, await EntryAsync(reader));
    }

    [Fact]
    public async Task A_deletion_in_the_list_can_be_undone_there()
    {
        var reader = shared.App.NewReader();
        await reader.MarkAsync(shared.App.Essay, Words, note: "a thought");
        var before = await EntryAsync(reader);

        using var deleted = await reader.SendAsync(await FormAsync(reader, "Delete", "?sort=newest"));
        var page = await reader.OpenAsync("/notes?sort=newest");
        Assert.Empty(page.QuerySelectorAll(".entry"));
        Assert.Contains("1 deleted. It is in the bin", page.QuerySelector(".done")!.TextContent);
        using var undone = await reader.SendAsync(page.Form("handler=Undo"));

        Assert.Equal("/notes?sort=newest", undone.Headers.Location!.ToString());
        Assert.Equal(before, await EntryAsync(reader));
    }

    [Fact]
    public async Task What_changed_nothing_offers_nothing_to_undo()
    {
        var reader = shared.App.NewReader();
        await reader.MarkAsync(shared.App.Essay, Words);

        using var saved = await reader.SendAsync(await FormAsync(reader, "Save", ""));

        var done = (await reader.OpenAsync("/notes")).QuerySelector(".done")!;
        Assert.Equal("Saved.", done.TextContent.Trim());
    }

    private static async Task<IHtmlFormElement> FormAsync(HttpClient reader, string handler, string query) =>
        (IHtmlFormElement)(await reader.OpenAsync($"/notes{query}")).QuerySelector($".entry form[action*={handler}]")!;

    private static async Task<IHtmlFormElement> UndoAsync(HttpClient reader, string query, string says, HttpResponseMessage after)
    {
        Assert.Equal(HttpStatusCode.SeeOther, after.StatusCode);
        var done = (await reader.OpenAsync($"/notes{query}")).QuerySelector(".done")!;
        Assert.StartsWith(says, done.TextContent.Trim(), StringComparison.Ordinal);
        return (IHtmlFormElement)done.QuerySelector("form")!;
    }

    // Colour, note and tags.
    private static Task<string> EntryAsync(HttpClient reader) => reader.GetStringAsync("/notes/export.md");
}
