using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Shown;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>Joins that are undone after something else happened: another join, a link that shows the notes of both, the end of the day.</summary>
public sealed class ChainedJoinsTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";
    private const string Third = "the well-known American thinker";

    [Fact]
    public async Task A_name_that_came_with_a_join_goes_with_it_also_from_the_reader_who_has_joined_another_since()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await app.MarkInBrowserAsync(Third, "from the desk");
        var waiting = await app.ReaderWith(laptop).ShowAsync(await IdAsync(app, "from the laptop"));
        await NameAsync(app, "from the laptop", null);
        await NameAsync(app, "from the phone", "Bea");
        var (first, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        var (second, twice) = await app.SignInAsync(laptop, await app.ReaderWithAsync("from the desk"));

        Assert.Null(await app.UndoJoinAsync(joined, first.Join!.Value));
        Assert.Null(await app.UndoJoinAsync(twice, second.Join!.Value));

        Assert.Equal([null, null, "Bea"], await NamesAsync(app, "from the desk", "from the laptop", "from the phone"));
        Assert.Equal(HttpStatusCode.NotFound, await app.NewReader().StatusAsync(waiting));
    }

    [Fact]
    public async Task A_reader_who_had_the_same_name_before_keeps_it()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await app.MarkInBrowserAsync(Third, "from the desk");
        await NameAsync(app, "from the phone", "Bea");
        await NameAsync(app, "from the desk", "Bea");
        var (first, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        var (second, twice) = await app.SignInAsync(laptop, await app.ReaderWithAsync("from the desk"));

        Assert.Null(await app.UndoJoinAsync(joined, first.Join!.Value));
        Assert.Equal(["Bea"], await NamesAsync(app, "from the desk"));
        Assert.Null(await app.UndoJoinAsync(twice, second.Join!.Value));

        Assert.Equal(["Bea", null, "Bea"], await NamesAsync(app, "from the desk", "from the laptop", "from the phone"));
    }

    [Fact]
    public async Task What_came_back_from_a_join_and_joined_again_does_not_go_with_the_one_between()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await app.MarkInBrowserAsync(Third, "from the desk");
        var desk = await app.ReaderWithAsync("from the desk");
        var phoneReader = await app.ReaderWithAsync("from the phone");
        var (first, once) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        var (second, twice) = await app.SignInAsync(laptop, desk);
        Assert.Null(await app.UndoJoinAsync(once, first.Join!.Value));
        var (third, again) = await app.SignInAsync(once, desk);

        Assert.Null(await app.UndoJoinAsync(twice, second.Join!.Value));
        Assert.Null(await app.UndoJoinAsync(again, third.Join!.Value));

        Assert.Equal(phoneReader, await app.ReaderWithAsync("from the phone"));
        Assert.Contains("from the phone", (await app.ReaderWith(again).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    [Fact]
    public async Task A_reading_of_the_notes_of_both_shows_each_of_them_only_those_of_its_reader_afterwards()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await NameAsync(app, "from the laptop", "Ada");
        await NameAsync(app, "from the phone", "Bea");
        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        await app.ReaderWith(laptop).ShowAllAsync();

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));

        var left = Assert.Single((await app.NoteLinksAsync()).Single().Shown);
        Assert.Equal(await IdAsync(app, "from the laptop"), left.AnnotationId);
        Assert.Equal(Visibility.Private, (await app.AnnotationsAsync()).Single(note => note.Note == "from the phone").Visibility); // no link of theirs shows it
        Assert.Equal(Visibility.Link, (await app.AnnotationsAsync()).Single(note => note.Note == "from the laptop").Visibility);
    }

    [Fact]
    public async Task A_link_to_another_device_that_one_of_the_browsers_made_ends_when_their_join_is_undone()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var (outcome, joined) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));
        var link = await app.ReaderWith(joined).MakeLinkAsync();

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));

        using var used = await app.ReaderWith(joined).PostAsync(link, Forms.Encoded());
        Assert.Equal(HttpStatusCode.Gone, used.StatusCode);
    }

    [Fact]
    public async Task A_join_that_is_undone_in_the_moment_in_which_its_day_ends_takes_nobody_away()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var (outcome, joined) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));
        var (hasBegun, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writer = app.Services.GetRequiredService<WriteQueue>();
        var before = writer.WriteAsync(
            async (_, _) =>
            {
                hasBegun.SetResult();
                await mayGoOn.Task;
                return true;
            },
            CancellationToken.None);
        await hasBegun.Task; // whoever comes now waits behind it
        app.Clock.Advance(TimeSpan.FromDays(1.1));
        var expiry = app.Services.GetRequiredService<ExpiredSignIns>().DeleteAsync(CancellationToken.None);
        app.Clock.AdjustTime(app.Clock.GetUtcNow() - TimeSpan.FromDays(0.2)); // the undoing was asked for a little earlier
        var undoing = app.UndoJoinAsync(joined, outcome.Join!.Value);
        await Task.Delay(TimeSpan.FromSeconds(1)); // until it waits, too
        mayGoOn.SetResult();
        await before;

        Assert.Null(await undoing);
        await expiry;

        Assert.Contains("from the phone", (await app.ReaderWith(joined).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    private static async Task<Guid> IdAsync(ReaderApp app, string note) => (await app.AnnotationsAsync()).Single(annotation => annotation.Note == note).Id;

    private static async Task NameAsync(ReaderApp app, string note, string? name)
    {
        var reader = await app.ReaderWithAsync(note);
        await using var db = await app.DatabaseAsync();
        await db.Readers.Where(one => one.Id == reader).ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, name));
    }

    private static async Task<IReadOnlyList<string?>> NamesAsync(ReaderApp app, params string[] notes)
    {
        var names = new List<string?>();
        foreach (var note in notes)
        {
            var reader = await app.ReaderWithAsync(note);
            await using var db = await app.DatabaseAsync();
            names.Add(await db.Readers.Where(one => one.Id == reader).Select(one => one.Name).SingleAsync());
        }

        return names;
    }
}
