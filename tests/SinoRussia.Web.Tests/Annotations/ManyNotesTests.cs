using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>A reader with very many notes.</summary>
public sealed class ManyNotesTests : IAsyncLifetime
{
    private readonly ReaderApp app = new();
    private HttpClient reader = null!; // set before each test

    public ValueTask InitializeAsync()
    {
        reader = app.NewReader();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        return app.DisposeAsync();
    }

    [Fact]
    public async Task The_answer_to_a_save_renders_only_the_touched_blocks_and_as_the_page_does()
    {
        await SeedAsync(Enumerable.Range(0, 400).Select(i => (i * 37, 20 + (i * 29 % 900), i % 3 == 0 ? $"Note {i}" : null, Array.Empty<string>())));
        app.EditEssay("policy", "politics"); // this rewords some marks
        var words = app.Essay.FindParagraph("p3")!.Blocks[0].Text[10..60];

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, words));

        var fragment = await answer.DocumentAsync();
        var page = await reader.OpenAsync("/");
        var block = Assert.Single(fragment.QuerySelectorAll("[data-start]"));
        Assert.Equal(page.GetElementById("p3")!.OuterHtml, block.OuterHtml);
        Assert.Equal("p3", block.Id);
    }

    [Fact]
    public async Task The_page_contains_the_first_margin_notes_and_says_where_to_load_the_others()
    {
        await SeedAsync(Enumerable.Range(0, 450).Select(i => (5 + (i / 3 * 7), 20, (string?)$"Note {i}", Array.Empty<string>()))); // three marks end at each position
        var page = await reader.OpenAsync("/");
        var notes = page.QuerySelectorAll(".my-note").ToList();
        var (parts, more) = (0, page.GetElementById("more-notes"));
        Assert.Equal(200, notes.Count);
        Assert.Contains("250 more notes of yours", more!.TextContent);
        Assert.Equal(450, page.QuerySelectorAll(".mark-link").Length); // every mark is in the text

        for (; more is not null; parts++)
        {
            var part = await reader.OpenAsync(more.GetAttribute("data-next")!);
            notes.AddRange(part.QuerySelectorAll(".my-note"));
            more = part.GetElementById("more-notes");
        }

        Assert.Equal(2, parts);
        Assert.Equal(450, notes.Select(note => note.Id).Distinct().Count());
        Assert.Equal(450, notes.Count);
        Assert.Equal(notes.Select(At).Order(), notes.Select(At));

        static int At(IElement note) => int.Parse(note.GetAttribute("data-at")!, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Long_notes_do_not_make_the_page_long()
    {
        var note = string.Concat(Enumerable.Repeat("The river froze early that year. ", 600));
        await SeedAsync(Enumerable.Range(0, 100).Select(i => (i * 50, 30, (string?)$"{i} {note}", Array.Empty<string>())));

        var length = (await reader.GetStringAsync("/")).Length;

        Assert.InRange(length, 0, 600_000); // of two million characters
    }

    [Fact]
    public async Task Of_very_many_tags_the_latest_are_suggested_and_a_save_returns_only_its_own()
    {
        await SeedAsync(Enumerable.Range(0, 100).Select(i => (i * 20, 15, (string?)null, Enumerable.Range(0, 20).Select(t => $"tag {i}-{t}").ToArray())));

        using var answer = await reader.FetchAsync((await reader.OpenAsync("/p/p9/notes")).Form("handler=Note"), ("note", "Cold"), ("tags", "river, ice"));

        Assert.Equal(["river", "ice"], OptionsOf(await answer.DocumentAsync()));
        var suggested = OptionsOf(await reader.OpenAsync("/"));
        Assert.Equal(200, suggested.Count);
        Assert.Contains("ice", suggested);
        Assert.InRange((await reader.GetStringAsync("/notes")).Length, 0, 420_000);

        static IReadOnlyList<string?> OptionsOf(IParentNode page) => [.. page.QuerySelectorAll("#own-tags option").Select(option => option.GetAttribute("value"))];
    }

    [Fact]
    public async Task The_notes_of_a_crowded_paragraph_are_paged_and_a_form_redirects_to_the_page_with_its_card()
    {
        var paragraph = app.Essay.FindParagraph("p2")!;
        await SeedAsync(Enumerable.Range(0, 120).Select(i => (paragraph.Start + i, 10, (string?)$"Note {i}", Array.Empty<string>())));
        var page = await reader.OpenAsync("/p/p2/notes");
        Assert.Equal(50, page.QuerySelectorAll(".note-card").Length);
        Assert.NotNull(page.QuerySelector(".pager [rel=next]"));

        using var answer = await reader.SendAsync(page.Form("handler=Note"), ("note", "On all of it"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var address = answer.Headers.Location!.OriginalString;
        var landed = await reader.OpenAsync(address);
        Assert.Equal("On all of it", landed.GetElementById(address[(address.IndexOf('#') + 1)..])!.QuerySelector(".note-body")!.TextContent.Trim());
        Assert.NotEmpty((await reader.OpenAsync("/p/p2/notes?page=3")).QuerySelectorAll(".note-card"));
    }

    // Adds annotations as if they had been written one after the other. The first save creates the reader's cookie.
    private async Task SeedAsync(IEnumerable<(int Start, int Length, string? Note, string[] Tags)> marks)
    {
        var essay = app.Essay;
        var first = await reader.MarkAsync(essay, essay.FindParagraph("p1")!.Blocks[0].Text[..30]);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        var owner = (await db.Annotations.SingleAsync(a => a.Id == first)).ReaderId;
        var now = app.Clock.GetUtcNow();
        foreach (var (start, length, note, tags) in marks)
        {
            var target = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + length));
            now = now.AddMilliseconds(-1);
            var anchor = new StoredAnchor { Revision = essay.Revision, State = AnchorState.Exact, Start = target.Position.Start, End = target.Position.End, Method = AnchorMethod.Alignment, Score = 1 };
            db.Add(Annotation.Create(Guid.CreateVersion7(now), owner, essay.Id, target, anchor, new AnnotationContent(HighlightColour.Green, note, tags), now));
        }

        await db.SaveChangesAsync();
        await db.Annotations.Where(a => a.Id == first).ExecuteDeleteAsync();
    }
}
