using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>Simultaneous saves share a transaction, and do not affect each other.</summary>
public sealed class WriteQueueTests
{
    private const string Words = "the well-known American thinker";

    [Fact]
    public async Task Simultaneous_creations_are_all_saved_and_a_repeated_one_only_once()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, "appearances may be deceptive"); // creates the reader, to whom all later marks belong
        var twin = Guid.NewGuid();
        var ids = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).Concat(Enumerable.Repeat(twin, 10));

        var sentences = Marks.Sentences(app.Essay).ToList();
        var answers = await Task.WhenAll(ids.Select((id, index) => reader.SendMarkAsync(Marks.Fields(app.Essay, sentences[Math.Min(index, 40)], id: id))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(42, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);
    }

    [Fact]
    public async Task Simultaneous_creations_on_the_same_words_make_one_annotation_with_all_their_notes()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => reader.SendMarkAsync(Marks.Fields(app.Essay, Words, note: $"note {number}"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var card = Assert.Single((await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card"));
        Assert.Equal(20, card.QuerySelectorAll(".note-body p").Length);
    }

    [Fact]
    public async Task A_failed_save_does_not_affect_the_others_in_its_batch()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/");
        var writer = app.Services.GetRequiredService<WriteQueue>();
        var mayEnd = new TaskCompletionSource();

        // While the first save runs, the others wait behind it. They may also have arrived in time for its batch, which then runs twice.
        var first = writer.WriteAsync(async (_, _) => { await mayEnd.Task; return 0; }, CancellationToken.None);
        var good = Enumerable.Range(0, 5).Select(Keep).ToList();
        var bad = writer.WriteAsync<int>(
            (db, _) =>
            {
                db.Add(new Revision { EssayId = app.Essay.Id, Id = "lost", Text = "", BlockMap = "[]", FirstServedAt = app.Clock.GetUtcNow() });
                throw new InvalidOperationException("Mine alone.");
            },
            CancellationToken.None);
        var after = Enumerable.Range(5, 5).Select(Keep).ToList();
        mayEnd.SetResult();

        await first;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(good.Concat(after)));
        await using var db = await app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal(10, db.Revisions.Count(revision => revision.Id.StartsWith("kept-")));
        Assert.False(db.Revisions.Any(revision => revision.Id == "lost"));

        Task<int> Keep(int number) => writer.WriteAsync(
            (db, _) =>
            {
                db.Add(new Revision { EssayId = app.Essay.Id, Id = $"kept-{number}", Text = "", BlockMap = "[]", FirstServedAt = app.Clock.GetUtcNow() });
                return Task.FromResult(number);
            },
            CancellationToken.None);
    }

    [Theory]
    [InlineData("claim", "")]
    [InlineData("claim", "doubt")]
    [InlineData("", "doubt")]
    public async Task Of_two_names_for_a_colour_in_one_batch_the_later_wins(string first, string later)
    {
        await using var app = new ReaderApp();
        await app.NewReader().OpenAsync("/");
        var reader = Guid.NewGuid();

        await app.Services.GetRequiredService<WriteQueue>().WriteAsync(
            async (db, token) =>
            {
                foreach (var name in new[] { first, later })
                {
                    await ReaderColours.StoreAsync(db, new ColourName { ReaderId = reader, Colour = HighlightColour.Rose, Name = name }, token);
                }

                return 0;
            },
            CancellationToken.None);

        await using var db = await app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal(later.Length == 0 ? [] : [later], db.ColourNames.Select(name => name.Name));
    }
}
