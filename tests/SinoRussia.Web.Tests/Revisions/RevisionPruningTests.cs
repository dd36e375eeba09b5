using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Revisions;

public sealed class RevisionPruningTests
{
    [Fact]
    public async Task A_revision_is_deleted_when_no_mark_and_no_removed_address_needs_it()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/");
        await app.CatchUpAsync();
        var marked = app.Essay.Revision;
        await reader.MarkAsync(app.Essay, "the well-known American thinker", note: "mine");
        var unneeded = await EditedAsync(app, "All through");
        var hadParagraph = await EditedAsync(app, "In");
        app.RemoveParagraph("p10");
        await app.CatchUpAsync();
        var recent = await EditedAsync(app, "Through");
        Assert.Equal(5, (await RevisionsAsync(app)).Count);

        app.Clock.Advance(RevisionPruning.KeptFor + TimeSpan.FromDays(1));
        var today = await EditedAsync(app, "During");

        var kept = await RevisionsAsync(app);
        Assert.DoesNotContain(unneeded, kept);
        Assert.Superset(new HashSet<string> { marked, hadParagraph, recent, today }, kept.ToHashSet());
        using var removed = await reader.GetAsync("/p/p10");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);

        await EditedAsync(app, "All through");
        var again = await RevisionsAsync(app);
        Assert.Contains(app.Essay.Revision, again); // a text that returns is stored again
    }

    [Fact]
    public async Task A_mark_on_a_deleted_revision_is_kept_by_its_quotation()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var unneeded = await EditedAsync(app, "All through");
        var page = app.Essay;
        using var cached = await reader.GetAsync($"/revisions/{unneeded}"); // still in memory when the row is gone
        await EditedAsync(app, "Through");
        app.Clock.Advance(RevisionPruning.KeptFor + TimeSpan.FromDays(1));
        await EditedAsync(app, "During");
        Assert.DoesNotContain(unneeded, await RevisionsAsync(app));

        await reader.MarkAsync(page, "All through most of modern history", note: "from an old page");

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        var mark = await db.Annotations.SingleAsync();
        Assert.Equal("All through most of modern history", mark.Target.Quote.Exact);
        Assert.True(mark.Target.Revision is null || (await RevisionsAsync(app)).Contains(mark.Target.Revision));
    }

    [Fact]
    public async Task A_text_that_returns_while_it_is_deleted_is_stored_again()
    {
        await using var app = new ReaderApp();
        await EditedAsync(app, "All through");
        await EditedAsync(app, "Through");
        var between = app.Essay;
        await EditedAsync(app, "All through");
        app.Clock.Advance(RevisionPruning.KeptFor + TimeSpan.FromDays(1));
        var (store, writer) = (app.Services.GetRequiredService<RevisionStore>(), app.Services.GetRequiredService<WriteQueue>());
        var gate = new TaskCompletionSource();

        // The deletion, and then a save on this text, in one batch: the changes wait behind the first.
        var first = writer.WriteAsync(async (_, token) =>
        {
            await gate.Task.WaitAsync(token);
            return true;
        }, TestContext.Current.CancellationToken);
        var deletion = store.PruneAsync(between, TestContext.Current.CancellationToken);
        var wasDeleted = writer.WriteAsync(async (db, token) =>
        {
            var isDeleted = !await db.Revisions.AnyAsync(r => r.Id == app.Essay.Revision, token);
            await store.EnsureStoredAsync(db, app.Essay, token);
            return isDeleted;
        }, TestContext.Current.CancellationToken);
        gate.SetResult();
        await Task.WhenAll(first, deletion, wasDeleted);

        Assert.True(await wasDeleted); // it had been deleted
        Assert.Contains(app.Essay.Revision, await RevisionsAsync(app));
    }

    private static async Task<string> EditedAsync(ReaderApp app, string beginning)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var words = app.Essay.Text.IndexOf(" most of modern history", StringComparison.Ordinal);
        app.EditEssay(app.Essay.Text[(app.Essay.Text.LastIndexOf('\n', words) + 1)..words] + " most of", beginning + " most of");
        await app.CatchUpAsync();
        return app.Essay.Revision;
    }

    private static async Task<List<string>> RevisionsAsync(ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.Revisions.Select(r => r.Id).ToListAsync();
    }
}
