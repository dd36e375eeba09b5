using System.Net;
using SinoRussia.Web.Shown;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>Only what readers had before their eyes is shown to others.</summary>
public sealed class SeenNotesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "the well-known American thinker";

    private readonly ReaderApp app = shared.App;

    [Fact]
    public async Task What_was_written_after_the_page_was_opened_is_not_added_unseen()
    {
        var reader = app.NewReader();
        var single = await reader.ShowAsync(await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "for all"));
        await reader.ShowAllAsync();
        var reading = Assert.Single(await reader.LinksAsync(), link => link != single);
        await reader.MarkAsync(app.Essay, "the well-known American thinker", note: "seen");
        var form = (await reader.OpenAsync("/notes/shown")).Form("handler=Add");
        await reader.MarkAsync(app.Essay, "Throughout most of modern history", note: "for me");

        using var refused = await reader.SendAsync(form);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(["for all"], await ShownAsync(reading));

        using var added = await reader.SendAsync((await refused.DocumentAsync()).Form("handler=Add"));
        Assert.Equal(["for me", "seen", "for all"], await ShownAsync(reading));
    }

    [Fact]
    public async Task Another_note_in_the_place_of_a_deleted_one_is_not_added_unseen()
    {
        var reader = app.NewReader();
        var single = await reader.ShowAsync(await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "for all"));
        await reader.ShowAllAsync();
        var reading = Assert.Single(await reader.LinksAsync(), link => link != single);
        var seen = await reader.MarkAsync(app.Essay, Words, note: "seen");
        var form = (await reader.OpenAsync("/notes/shown")).Form("handler=Add");
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{seen}")).Form("handler=Delete"));
        await reader.MarkAsync(app.Essay, "Throughout most of modern history", note: "for me");

        using var refused = await reader.SendAsync(form);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("one matches now", (await refused.DocumentAsync()).QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(["for all"], await ShownAsync(reading));
    }

    [Fact]
    public async Task Words_that_were_changed_after_the_page_was_opened_are_not_added_unseen()
    {
        var reader = app.NewReader();
        await reader.ShowAsync(await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "for all"));
        await reader.ShowAllAsync();
        var id = await reader.MarkAsync(app.Essay, Words, note: "seen");
        var form = (await reader.OpenAsync("/notes/shown")).Form("handler=Add");
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "for me"));

        using var refused = await reader.SendAsync(form);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Only you can see this", (await reader.OpenAsync($"/notes/{id}")).QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task All_that_a_filter_finds_is_shown_only_if_it_is_what_the_page_had()
    {
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, Words, note: "seen");
        var page = await reader.OpenAsync("/notes");
        var show = page.Form("handler=Show");
        using var deleted = await reader.SendAsync((await reader.OpenAsync($"/notes/{first}")).Form("handler=Delete"));
        await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "for me");

        using var refused = await reader.SendAsync(show);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Empty((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links li"));
        using var shown = await reader.SendAsync((await refused.DocumentAsync()).Form("handler=Show"));
        Assert.Equal(HttpStatusCode.SeeOther, shown.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_that_were_written_in_another_tab_are_not_shown_from_the_list_unseen(bool isTicked)
    {
        await using var own = new ReaderApp();
        var reader = own.NewReader();
        var id = await reader.MarkAsync(own.Essay, Words, note: "seen");
        await reader.MarkAsync(own.Essay, "appearances may be deceptive", note: "another");
        var page = await reader.OpenAsync("/notes?select=yes");
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "for me"));

        using var refused = await ShowAsync(page);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Empty((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links li"));
        using var shown = await ShowAsync(await reader.OpenAsync("/notes?select=yes"));
        Assert.Equal(HttpStatusCode.SeeOther, shown.StatusCode);

        Task<HttpResponseMessage> ShowAsync(AngleSharp.Html.Dom.IHtmlDocument list) => isTicked
            ? reader.PostAsync("/notes?handler=Many", Forms.Encoded(("ids", $"{id}"), ("act", "show"), ("opened", list.QuerySelector("input[name=opened]")!.GetAttribute("value")!)))
            : reader.SendAsync(list.Form("handler=Show"));
    }

    [Fact]
    public async Task A_note_that_was_changed_elsewhere_is_not_shown_from_a_page_with_its_former_words()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "for all");
        var form = (await reader.OpenAsync($"/notes/{id}/show")).Form($"{id}/show");
        var card = (await reader.OpenAsync($"/notes/{id}")).Form("handler=Show");
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "for me"));

        using var refused = await reader.SendAsync(form, ("name", "Ada"));
        using var refusedInCard = await reader.FetchAsync(card);

        foreach (var answer in new[] { refused, refusedInCard })
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode); // as for every other change of a note
            var page = await answer.DocumentAsync();
            Assert.Contains("changed elsewhere", page.QuerySelector("[role=alert]")!.TextContent);
            Assert.Contains("for me", page.QuerySelector(".note-body")!.TextContent);
        }

        Assert.Empty((await reader.OpenAsync("/notes/shown")).QuerySelectorAll(".links li"));
        using var shown = await reader.SendAsync((await refused.DocumentAsync()).Form($"{id}/show"));
        Assert.Contains("for me", await app.CreateDefaultClient().GetStringAsync(await reader.LinkOfAsync(id)));
    }

    [Fact]
    public async Task What_was_held_back_is_listed_with_its_words_and_shown_only_as_it_was_listed()
    {
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "for all");
        var link = await reader.ShowAsync(id);
        using var held = await reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: "for me"));
        var form = (await reader.OpenAsync("/notes/shown")).Form("HeldBack");
        Assert.Matches(@"for all\s+for me", form.QuerySelector("li")!.TextContent);
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "for me alone"));

        using var refused = await reader.SendAsync(form);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await app.CreateDefaultClient().StatusAsync(link));
        using var shown = await reader.SendAsync((await refused.DocumentAsync()).Form("HeldBack"));
        Assert.Equal(["for me alone"], await ShownAsync(link));
    }

    [Fact]
    public void The_value_says_which_notes_in_any_order_and_which_versions()
    {
        var (one, other) = (new SeenNote(Guid.NewGuid(), 1), new SeenNote(Guid.NewGuid(), 1));

        Assert.Equal(SeenNotes.Digest([one, other]), SeenNotes.Digest([other, one]));
        Assert.NotEqual(SeenNotes.Digest([one]), SeenNotes.Digest([one, other]));
        Assert.NotEqual(SeenNotes.Digest([one]), SeenNotes.Digest([other]));
        Assert.NotEqual(SeenNotes.Digest([one]), SeenNotes.Digest([one with { Version = 2 }]));
        Assert.Equal(SeenNotes.DigestOfIds([one.Id]), SeenNotes.DigestOfIds([one.Id]));
    }

    private async Task<IEnumerable<string>> ShownAsync(string link) =>
        (await app.CreateDefaultClient().OpenAsync(link)).QuerySelectorAll(".shown-note .note-body").Select(note => note.TextContent.Trim());
}
