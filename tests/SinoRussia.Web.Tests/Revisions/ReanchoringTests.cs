using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Revisions;

public sealed class ReanchoringTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Opening = "Throughout most of modern history";

    [Fact]
    public async Task All_marks_of_all_readers_are_reanchored_including_those_in_the_bin()
    {
        await using var app = new ReaderApp();
        var (one, other) = (app.NewReader(), app.NewReader());
        await one.MarkAsync(app.Essay, Words);
        var binned = await other.MarkAsync(app.Essay, "appearances may be deceptive");
        using var deleted = await other.SendAsync((await other.OpenAsync($"/notes/{binned}")).Form("handler=Delete"));

        app.EditEssay(Opening, "All through most of modern history");
        await app.CatchUpAsync();

        var marks = await app.AnnotationsAsync();
        Assert.All(marks, mark => Assert.Equal(app.Essay.Revision, mark.Anchor.Revision));
        Assert.Equal([Words, "appearances may be deceptive"], marks.OrderBy(mark => mark.CreatedAt).ThenBy(mark => mark.DeletedAt != null).Select(mark => app.Essay.TextOf(mark.Anchor.Passage!.Value)));
        Assert.Equal([1, 2], marks.Select(mark => mark.Version).Order()); // deleting counts as a change, re-anchoring does not
        Assert.Equal((2, 2), await MarksOf(app));
    }

    [Fact]
    public async Task An_interrupted_reanchoring_continues_after_a_restart_and_repeats_nothing()
    {
        var app = new ReaderApp();
        await AddAsync(app, 1_250);
        await app.CatchUpAsync();
        app.EditEssay(Opening, "All through most of modern history");
        await app.ExecuteAsync(
            """
            CREATE TRIGGER crash BEFORE UPDATE ON Annotations WHEN
              (SELECT count(*) FROM Annotations WHERE Anchor_Revision = NEW.Anchor_Revision) >= 750
            BEGIN SELECT RAISE(ABORT, 'the power fails'); END
            """);
        await Assert.ThrowsAnyAsync<DbException>(app.CatchUpAsync);
        var half = (await app.AnnotationsAsync()).Where(mark => mark.Anchor.Revision == app.Essay.Revision).Select(mark => mark.Id).ToList();
        Assert.Equal(AnchorRows.Batch, half.Count); // a batch is saved completely or not at all
        await app.ExecuteAsync("DROP TRIGGER crash");
        await app.ExecuteAsync($"UPDATE Annotations SET Anchor_Score = 0.5 WHERE Anchor_Revision = '{app.Essay.Revision}'");

        await using var again = await app.RestartedAsync();
        await again.CatchUpAsync();

        var marks = await again.AnnotationsAsync();
        Assert.All(marks, mark => Assert.Equal(again.Essay.Revision, mark.Anchor.Revision));
        Assert.Equal(half.Order(), marks.Where(mark => mark.Anchor.Score == 0.5).Select(mark => mark.Id).Order());
        Assert.Equal((750, 750), await MarksOf(again));
    }

    [Fact]
    public async Task An_edit_starts_reanchoring_without_any_request()
    {
        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, Words);
        var before = app.Essay.Revision;

        app.EditEssay(Opening, "All through most of modern history");
        for (var tries = 0; tries < 1_000 && await RevisionAsync() == before; tries++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(20);
        }

        Assert.NotEqual(before, await RevisionAsync());

        async Task<string> RevisionAsync() => (await app.AnnotationsAsync()).Single().Anchor.Revision;
    }

    [Fact]
    public async Task Before_reanchoring_is_complete_a_reader_sees_their_marks_in_the_right_places()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);

        app.EditEssay(Opening, "All through most of modern history");

        Assert.Equal(Words, (await reader.OpenAsync("/")).QuerySelector("#p10 mark")!.TextContent);
    }

    [Fact]
    public async Task Reading_and_exporting_write_nothing_and_trigger_reanchoring_in_the_background()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "Why?");
        var before = app.Essay.Revision;
        app.EditEssay(Opening, "All through most of modern history");
        await app.CatchUpAsync();
        await app.ExecuteAsync($"UPDATE Annotations SET Anchor_Revision = '{before}'"); // as a request that began before the edit could leave it

        foreach (var path in (string[])["/", "/p/p10/notes", "/notes", $"/notes/{id}", "/search?q=Friedman", "/notes/export.md", "/notes/export.jsonld", "/notes/everything.zip"])
        {
            using var page = await reader.GetAsync(path);
            page.EnsureSuccessStatusCode();
            Assert.Equal(before, (await app.AnnotationsAsync()).Single().Anchor.Revision);
        }

        await app.CatchUpAsync();
        Assert.Equal(app.Essay.Revision, (await app.AnnotationsAsync()).Single().Anchor.Revision);
        app.Services.GetRequiredService<StaleAnchorSignal>().Report(); // as by a request during the re-anchoring
        await app.CatchUpAsync();
        Assert.Equal((1, 1), await MarksOf(app));
    }

    [Theory]
    [InlineData("Anchor_Start = -5")]
    [InlineData("Anchor_End = 2000000000")]
    [InlineData("Anchor_End = NULL")]
    [InlineData("Anchor_Start = NULL, Anchor_End = NULL")]
    [InlineData("Anchor_State = 'Detached'")]
    public async Task An_impossible_stored_anchor_is_recomputed_and_stored(string damage)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        await app.CatchUpAsync();
        await app.ExecuteAsync($"UPDATE Annotations SET {damage}");

        Assert.Equal(Words, (await reader.OpenAsync("/notes")).QuerySelector(".note-card .quotation")!.TextContent.Trim());
        await app.CatchUpAsync();

        Assert.Equal(Words, app.Essay.TextOf((await app.AnnotationsAsync()).Single().Anchor.Passage!.Value));
    }

    [Fact]
    public async Task An_anchor_found_in_an_older_text_does_not_overwrite_a_newer_one()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);
        using var begun = app.Services.CreateScope(); // a request that still has the text from before the edit
        var anchors = begun.ServiceProvider.GetRequiredService<CurrentAnchors>();

        app.EditEssay(Opening, "All through most of modern history");
        await app.CatchUpAsync();
        var mark = (await app.AnnotationsAsync()).Single();
        await anchors.RefreshAsync([mark], default);

        Assert.NotEqual(app.Essay.Revision, mark.Anchor.Revision); // correct for the earlier page
        Assert.Equal(app.Essay.Revision, (await app.AnnotationsAsync()).Single().Anchor.Revision);
    }

    private static async Task AddAsync(ReaderApp app, int count)
    {
        var words = app.Essay.Text.IndexOf(Words, StringComparison.Ordinal);
        var target = Anchoring.Describe(app.Essay.Text, app.Essay.Revision, new Passage(words, words + Words.Length));
        var anchor = StoredAnchor.Of(Anchoring.Locate(app.Essay.Text, app.Essay.Revision, target), app.Essay.Revision);
        await app.NewReader().OpenAsync("/"); // stores the revision
        await app.Services.GetRequiredService<WriteQueue>().WriteAsync((db, _) =>
        {
            for (var k = 0; k < count; k++)
            {
                // Each row needs instances of its own: entities must not share owned parts.
                db.Add(Annotation.Create(Guid.NewGuid(), Guid.NewGuid(), app.Essay.Id, target with { Quote = target.Quote with { }, Position = target.Position with { } }, anchor with { }, new AnnotationContent(HighlightColour.Amber, null, []), app.Clock.GetUtcNow()));
            }

            return Task.FromResult(true);
        }, default);
    }

    private static async Task<(int Done, int Total)> MarksOf(ReaderApp app)
    {
        using var health = System.Text.Json.JsonDocument.Parse(await app.NewReader().GetStringAsync("/healthz"));
        var marks = health.RootElement.GetProperty("marks");
        Assert.Equal(app.Essay.Revision, marks.GetProperty("revision").GetString());
        return (marks.GetProperty("done").GetInt32(), marks.GetProperty("total").GetInt32());
    }
}
