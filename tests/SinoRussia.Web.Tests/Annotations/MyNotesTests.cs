using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The list of the reader's notes: search, filters, sorting, bulk changes and export, all with addresses and forms.</summary>
public sealed class MyNotesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string First = "Friedman comes to the most important issue";
    private const string Second = "an alliance motivated by fear";
    private const string Third = "Beijing-Moscow relations";

    [Theory]
    [InlineData("q=fear", Second)]
    [InlineData("q=FRIEDM", First)]
    [InlineData("q=naive", Third)]
    [InlineData("q=俄羅", First)]
    [InlineData("q=Ордер", Second)]
    [InlineData("q=%22important+issue%22", First)]
    [InlineData("q=elephants", "")]
    [InlineData("q=...", "")]
    [InlineData("colour=rose", Second)]
    [InlineData("tag=TREATY", Second)]
    [InlineData("kind=note", Third + "|" + First)]
    [InlineData("kind=highlight", Second)]
    [InlineData("kind=note&q=naive", Third)]
    [InlineData("state=exact", Third + "|" + First + "|" + Second)]
    [InlineData("state=detached", "")]
    [InlineData("section=nowhere", "")]
    [InlineData("colour=mauve&kind=&sort=sideways", Third + "|" + First + "|" + Second)]
    [InlineData("sort=newest", Third + "|" + Second + "|" + First)]
    [InlineData("sort=changed", First + "|" + Third + "|" + Second)]
    public async Task The_address_can_search_filter_and_sort_the_notes(string query, string quotations)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, First, note: "on 俄羅斯");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await reader.MarkAsync(app.Essay, Second, "Rose");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{second}")).Form("Save"), ("tags", "treaty, ордер"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await reader.MarkAsync(app.Essay, Third, note: "naïve?");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var changed = await reader.SendAsync((await reader.OpenAsync($"/notes/{first}")).Form("Save"), ("note", "on 俄羅斯 again"));

        var page = await reader.OpenAsync($"/notes?{query}");

        Assert.Equal(quotations, string.Join('|', page.QuerySelectorAll(".note-card .quotation").Select(q => q.TextContent.Trim())));
        Assert.Equal(quotations.Length == 0, page.QuerySelector(".empty") is not null);
    }

    [Fact]
    public async Task Notes_can_be_filtered_by_section_and_the_form_shows_it()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First);
        await reader.MarkAsync(app.Essay, "an alliance motivated by fear");
        var section = app.Essay.Sections.First(s => app.Essay.TextOf(new Passage(s.Heading.Start, s.Elements[^1].End)).Contains(First));

        var page = await reader.OpenAsync($"/notes?section={section.Slug}");

        Assert.Contains(First, page.QuerySelectorAll(".quotation").Select(q => q.TextContent.Trim()));
        Assert.Equal(section.Slug, ((IHtmlSelectElement)page.QuerySelector("#notes-section")!).Value);
        Assert.Equal("/notes", page.QuerySelectorAll(".chips a[aria-current]").Single(chip => chip.TextContent.Contains(section.Title)).GetAttribute("href"));
    }

    [Fact]
    public async Task Ten_notes_are_deleted_restored_deleted_again_and_found_in_the_bin()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await AddManyAsync(app, reader, 12);
        var page = await reader.OpenAsync("/notes");
        var ten = page.QuerySelectorAll(".entry > input").Take(10).Select(box => box.GetAttribute("value")!).ToList();

        using var deleted = await ManyAsync(reader, page, "delete", [.. ten.Select(id => ("ids", id))]);
        var after = await reader.OpenAsync(deleted.Headers.Location!.ToString());
        Assert.Equal(2, after.QuerySelectorAll(".note-card").Length);
        Assert.Contains("10 deleted", after.QuerySelector(".done")!.TextContent);

        using var undone = await reader.SendAsync(after.Form("Undo"));
        Assert.Equal(12, (await reader.OpenAsync(undone.Headers.Location!.ToString())).QuerySelectorAll(".note-card").Length);

        using var again = await ManyAsync(reader, await reader.OpenAsync("/notes"), "delete", [.. ten.Select(id => ("ids", id))]);
        var bin = await reader.OpenAsync("/notes/bin");
        Assert.Equal(ten.Order(), bin.QuerySelectorAll(".note-card").Select(card => card.Id!["card-".Length..]).Order());
    }

    [Fact]
    public async Task The_selected_notes_are_recoloured_tagged_and_untagged()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var (first, second) = (await reader.MarkAsync(app.Essay, First, note: "kept"), await reader.MarkAsync(app.Essay, Second));
        var both = new[] { ("ids", $"{first}"), ("ids", $"{second}") };

        using var recoloured = await ManyAsync(reader, await reader.OpenAsync("/notes"), "recolour", [.. both, ("colour", "violet")]);
        using var tagged = await ManyAsync(reader, await reader.OpenAsync("/notes"), "tag", [.. both, ("tags", "one, two")]);
        using var untagged = await ManyAsync(reader, await reader.OpenAsync("/notes"), "untag", [("ids", $"{second}"), ("tags", "ONE")]);

        var page = await reader.OpenAsync("/notes?sort=newest");
        Assert.Equal(["violet", "violet"], page.QuerySelectorAll(".note-card").Select(card => card.GetAttribute("data-colour")));
        Assert.Equal(["one", "two"], page.QuerySelectorAll($"#card-{first} p.tags .tag").Select(tag => tag.TextContent));
        Assert.Equal(["two"], page.QuerySelectorAll($"#card-{second} p.tags .tag").Select(tag => tag.TextContent));
        Assert.Equal("kept", page.QuerySelector($"#card-{first} .note-body")!.TextContent.Trim());
        Assert.NotEmpty((await reader.OpenAsync($"/notes/{first}")).QuerySelectorAll(".versions > li"));
    }

    [Fact]
    public async Task One_checkbox_selects_exactly_the_notes_that_match_the_filter()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First, "Rose");
        await AddManyAsync(app, reader, 120);

        var page = await reader.OpenAsync("/notes?colour=green");
        using var deleted = await ManyAsync(reader, page, "delete", ("all", "yes"));

        Assert.Contains("120 deleted", (await reader.OpenAsync(deleted.Headers.Location!.ToString())).QuerySelector(".done")!.TextContent);
        Assert.Equal(First, (await reader.OpenAsync("/notes")).QuerySelectorAll(".quotation").Single().TextContent.Trim());
    }

    [Fact]
    public async Task A_note_with_twenty_tags_is_left_unchanged_and_the_reader_is_told()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var (full, other) = (await reader.MarkAsync(app.Essay, First), await reader.MarkAsync(app.Essay, Second));
        using var filled = await reader.SendAsync((await reader.OpenAsync($"/notes/{full}")).Form("Save"), ("tags", string.Join(',', Enumerable.Range(1, 20))));

        using var tagged = await ManyAsync(reader, await reader.OpenAsync("/notes"), "tag", ("ids", $"{full}"), ("ids", $"{other}"), ("tags", "one more"));

        Assert.Contains("1 changed. 1 had 20 tags", (await reader.OpenAsync(tagged.Headers.Location!.ToString())).QuerySelector(".done")!.TextContent);
    }

    [Theory]
    [InlineData("delete", "Nothing is ticked")]
    [InlineData("markdown", "Nothing is ticked")]
    public async Task A_bulk_change_without_a_selection_says_so_and_changes_nothing(string act, string reason)
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First);

        using var answer = await ManyAsync(reader, await reader.OpenAsync("/notes"), act);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, (await answer.DocumentAsync()).QuerySelector(".refusal")!.TextContent);
        Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task A_bulk_change_does_not_affect_another_readers_notes()
    {
        var app = shared.App;
        var (mine, other) = (app.NewReader(), app.NewReader());
        var id = await mine.MarkAsync(app.Essay, First);
        await other.MarkAsync(app.Essay, First);

        using var answer = await ManyAsync(other, await other.OpenAsync("/notes"), "delete", ("ids", $"{id}"));
        using var purged = await other.PostAsync("/notes/bin?handler=Purge", new FormUrlEncodedContent([new("id", $"{id}")]));

        Assert.Single((await mine.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
    }

    [Fact]
    public async Task Two_thousand_notes_are_paged_and_all_are_reachable()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await AddManyAsync(app, reader, 2000);

        var seen = new HashSet<string>();
        var pages = 0;
        for (var address = "/notes?colour=green"; address is not null; pages++)
        {
            var page = await reader.OpenAsync(address);
            seen.UnionWith(page.QuerySelectorAll(".note-card").Select(card => card.Id!));
            address = page.QuerySelector(".pager [rel=next]")?.GetAttribute("href");
        }

        Assert.Equal((2000, 40), (seen.Count, pages));
        Assert.Single((await reader.OpenAsync("/notes?q=%22note+1234%22")).QuerySelectorAll(".note-card"));
        Assert.Equal("Page 40 of 40", (await reader.OpenAsync("/notes?page=999")).QuerySelector(".pager span")!.TextContent);
    }

    [Fact]
    public async Task The_listed_notes_can_be_exported_as_Markdown_and_as_web_annotations()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First, note: "Why *most*?");
        await reader.MarkAsync(app.Essay, Second, "Blue");

        using var asMarkdown = await ManyAsync(reader, await reader.OpenAsync("/notes?kind=note"), "markdown", ("all", "yes"));
        using var asJson = await ManyAsync(reader, await reader.OpenAsync("/notes?colour=blue"), "jsonld", ("all", "yes"));

        using var file = await reader.GetAsync(asMarkdown.Headers.Location);
        Assert.Equal("notes.md", file.Content.Headers.ContentDisposition!.FileName);
        var markdown = await file.Content.ReadAsStringAsync();
        Assert.Contains($"\n-   > {First}\n\n    [¶ 10](http://localhost/p/p10#p10) · amber", markdown);
        Assert.EndsWith("\n\n    Why *most*?\n", markdown);
        Assert.DoesNotContain(Second, markdown);
        var json = JsonNode.Parse(await reader.GetStringAsync(asJson.Headers.Location))!;
        Assert.Equal(1, (int)json["total"]!);
        Assert.Equal(Second, (string)json["first"]!["items"]![0]!["target"]!["selector"]![0]!["exact"]!);
    }

    private static Task<HttpResponseMessage> ManyAsync(HttpClient reader, IHtmlDocument page, string act, params (string Name, string Value)[] filledIn) =>
        reader.PostAsync(page.Form("Many").GetAttribute("action"), new FormUrlEncodedContent(filledIn.Append(("act", act)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    // Adds more annotations than forms could reasonably send, for the reader who has this client's cookie.
    internal static async Task AddManyAsync(ReaderApp app, HttpClient reader, int count)
    {
        var id = await reader.MarkAsync(app.Essay, "the well-known American thinker");
        var essay = app.Essay;
        var now = app.Clock.GetUtcNow();
        await app.Services.GetRequiredService<WriteQueue>().WriteAsync(async (db, token) =>
        {
            var pattern = await db.Annotations.SingleAsync(a => a.Id == id, token);
            for (var i = 0; i < count; i++)
            {
                var start = i * 7 % (essay.Text.Length - 200);
                var target = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + 150));
                var anchor = new StoredAnchor { Revision = essay.Revision, State = AnchorState.Exact, Start = start, End = start + 150, Method = pattern.Anchor.Method, Score = 1 };
                db.Add(Annotation.Create(Guid.CreateVersion7(), pattern.ReaderId, essay.Id, target, anchor, new AnnotationContent(HighlightColour.Green, $"note {i} of many", []), now));
            }

            db.Remove(pattern);
            return count;
        }, CancellationToken.None);
    }
}
