using System.IO.Compression;
using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.PageCache;

/// <summary>The essay's page for a reader with notes, which is cached until they write again.</summary>
public sealed class ReaderPagesTests
{
    private static readonly string[] Encodings = ["gzip, deflate, br, zstd", "gzip", "br", "identity"];

    [Fact]
    public async Task A_page_is_sent_again_only_when_it_changed()
    {
        await using var app = new ReaderApp();
        using var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, app.Essay.FindParagraph("p4")!.Blocks[0].Text[..40], note: "Mine");
        var tags = new List<string>();
        async Task LookAsync()
        {
            using var first = await reader.GetAsync("/");
            var tag = first.Headers.ETag!.ToString();
            var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("If-None-Match", $"\"other\", W/{tag}");
            using var again = await reader.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.DoesNotContain(tag, tags);
            tags.Add(tag);
        }

        await LookAsync();
        await reader.MarkAsync(app.Essay, app.Essay.FindParagraph("p5")!.Blocks[0].Text[..40]);
        await LookAsync();
        using (await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "Mine again"))) { }
        await LookAsync();
        using (await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Delete"))) { }
        await LookAsync();
        await using (var other = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var mine = await other.Annotations.SingleAsync(a => a.DeletedAt == null, TestContext.Current.CancellationToken);
            mine.Change(new AnnotationContent(HighlightColour.Rose, "As another process writes", []), app.Clock.GetUtcNow());
            await other.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await LookAsync();
        app.EditEssay("policy", "politics");
        await LookAsync();
        reader.DefaultRequestHeaders.Add("Cookie", "look=theme.dark");
        Assert.Contains("As another process writes", await reader.GetStringAsync("/"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ElementPieces.FewestMarks + 20)]
    public async Task A_page_assembled_from_cached_pieces_equals_the_page_rendered_at_once_whatever_was_written(int more)
    {
        await using var app = new ReaderApp();
        using var reader = app.NewReader();
        var dice = new Random(1689);
        var ids = new List<Guid> { await reader.MarkAsync(app.Essay, app.Essay.FindParagraph("p4")!.Blocks[0].Text[..40], note: "First") };
        await AddAsync(app, more, dice);
        for (var turn = 0; turn < 40; turn++)
        {
            switch (dice.Next(8))
            {
                case 0:
                    await ChangeAsync(app, mine => mine.Change(new AnnotationContent((HighlightColour)dice.Next(7), dice.Next(2) == 0 ? null : $"Elsewhere {turn}", []), app.Clock.GetUtcNow()), dice);
                    break;
                case 1:
                    await ChangeAsync(app, mine => mine.Delete(app.Clock.GetUtcNow()), dice);
                    break;
                case 2:
                    await ChangeAsync(app, mine => mine.Restore(app.Clock.GetUtcNow()), dice);
                    break;
                case 3:
                    await app.ExecuteAsync("DELETE FROM Annotations WHERE Id = (SELECT Id FROM Annotations WHERE DeletedAt IS NOT NULL LIMIT 1)");
                    break;
                case 4:
                    app.EditEssay(text => dice.Next(3) == 0 ? text : text.Replace("most", turn % 2 == 0 ? "many" : "most", StringComparison.Ordinal));
                    break;
                case 5:
                    await ChangeAsync(app, mine => mine.Change(new AnnotationContent(HighlightColour.Rose, "By a clock that went back", []), app.Clock.GetUtcNow().AddHours(-1)), dice);
                    break;
                default:
                    var text = app.Essay.Text;
                    var start = dice.Next(text.Length - 3_000);
                    ids.Add(await reader.MarkAsync(app.Essay, text[start..(start + dice.Next(20, 2_500))].Trim(), note: dice.Next(2) == 0 ? null : $"Note {turn}"));
                    break;
            }

            Assert.Equal(await reader.GetStringAsync("/?whole=1"), await UnpackedAsync(reader, dice));
            Assert.Equal(await MarksInDatabaseAsync(app), MarksOnPage(await reader.OpenAsync("/")));
        }
    }

    // Requests the page as different browsers do.
    [Fact]
    public async Task A_page_that_is_not_cached_because_notes_are_unreadable_is_complete()
    {
        await using var app = new ReaderApp();
        using var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, app.Essay.FindParagraph("p4")!.Blocks[0].Text[..40], note: "First");
        await AddAsync(app, ElementPieces.FewestMarks + 20, new Random(1689));
        await reader.GetStringAsync("/"); // from here on the marks are in memory

        // Now the marks can be read, but the notes on them cannot.
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Annotations" RENAME COLUMN "Note" TO "Words" """, TestContext.Current.CancellationToken);
        }

        using var answer = await reader.GetAsync("/s/friedman");
        var page = await answer.DocumentAsync();

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains(app.Essay.FindParagraph("p20")!.Blocks[0].Text[..20], page.GetElementById("p20")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(app.Essay.Elements.Length, app.Essay.Elements.Count(element => page.GetElementById(element.Id) is not null));
    }

    private static async Task<string> UnpackedAsync(HttpClient reader, Random dice)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", Encodings[dice.Next(Encodings.Length)]);
        using var answer = await reader.SendAsync(request);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using var page = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var text = new StreamReader(page);
        return await text.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AddAsync(ReaderApp app, int count, Random dice)
    {
        await using var other = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var (essay, reader) = (app.Essay, (await other.Annotations.SingleAsync(TestContext.Current.CancellationToken)).ReaderId);
        for (var i = 0; i < count; i++)
        {
            var start = dice.Next(essay.Text.Length - 3_000);
            var target = Anchoring.Describe(essay.Text, essay.Revision, new Passage(start, start + dice.Next(1, i % 20 == 0 ? 2_900 : 90)));
            var anchor = StoredAnchor.Of(Anchoring.Locate(essay.Text, essay.Revision, target), essay.Revision);
            other.Add(Annotation.Create(Guid.NewGuid(), reader, essay.Id, target, anchor, new AnnotationContent((HighlightColour)(i % 7), i % 3 == 0 ? $"Note {i}" : null, []), app.Clock.GetUtcNow()));
        }

        await other.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ChangeAsync(ReaderApp app, Action<Annotation> change, Random dice)
    {
        await using var other = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var all = await other.Annotations.OrderBy(a => a.Id).ToListAsync(TestContext.Current.CancellationToken);
        if (all.Count > 0)
        {
            change(all[dice.Next(all.Count)]);
            await other.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<IEnumerable<string>> MarksInDatabaseAsync(ReaderApp app)
    {
        await app.CatchUpAsync();
        return (await app.AnnotationsAsync()).Where(a => a.DeletedAt is null && a.Anchor.Passage is not null).Select(a => $"{a.Id:D} {HighlightMapping.CssName(a.Colour)}").Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> MarksOnPage(IDocument page) =>
        page.QuerySelectorAll(".mark-link").Select(link => $"{link.GetAttribute("data-annotation")} {link.GetAttribute("data-colour")}").Order(StringComparer.Ordinal);
}
