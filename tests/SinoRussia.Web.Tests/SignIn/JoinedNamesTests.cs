using System.Net;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.Shown;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>What two readers show, one of them with a name, when they become one and when that is undone.</summary>
public sealed class JoinedNamesTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";

    [Theory]
    [InlineData("laptop")]
    [InlineData("phone")]
    public async Task What_waits_for_a_name_does_not_work_at_once_under_that_of_the_other_and_waits_again_afterwards(string named)
    {
        await using var app = new ReaderApp();
        var (laptop, phone, shown, waiting) = await WithLinksAsync(app, named);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), await StatusAsync(app, shown, waiting));

        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), await StatusAsync(app, shown, waiting));
        Assert.Equal(Visibility.Private, (await NoteAsync(app, named == "laptop" ? "phone" : "laptop")).Visibility);

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), await StatusAsync(app, shown, waiting));
        using var nameless = app.ReaderWith(named == "laptop" ? joined : laptop);
        using var choice = await nameless.SendAsync((await nameless.OpenAsync("/settings/me/name")).Form("me/name"), ("name", "A name of their own"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await StatusAsync(app, shown, waiting));
        Assert.Contains("A name of their own", await app.NewReader().GetStringAsync(waiting));
        Assert.Contains(ShownLinks.Name, await app.NewReader().GetStringAsync(shown));
    }

    [Fact]
    public async Task A_name_that_was_changed_since_stays_and_shows_nothing_that_its_reader_did_not_show_with_it()
    {
        await using var app = new ReaderApp();
        var (laptop, phone, shown, waiting) = await WithLinksAsync(app, named: "phone");
        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        using var reader = app.ReaderWith(laptop);
        using var changed = await reader.SendAsync((await reader.OpenAsync("/settings/me/name")).Form("me/name"), ("name", "Another"));

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), await StatusAsync(app, shown, waiting));
        Assert.Equal("Another", (await reader.OpenAsync("/settings/me/name")).QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.Contains(ShownLinks.Name, await app.NewReader().GetStringAsync(shown));
    }

    [Fact]
    public async Task A_note_that_was_changed_since_stays_private()
    {
        await using var app = new ReaderApp();
        var (laptop, phone, _, _) = await WithLinksAsync(app, named: "laptop");
        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var note = await NoteAsync(app, "phone");
        using var reader = app.ReaderWith(laptop);
        using var saved = await reader.PostAsync($"/notes/{note.Id}?handler=Save", Forms.Encoded(("note", "from the phone, and private"), ("version", $"{note.Version}"), ("colour", "amber")));
        Assert.Contains(await app.AnnotationsAsync(), annotation => annotation.Note == "from the phone, and private");

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));

        Assert.Equal(Visibility.Private, (await NoteAsync(app, "phone")).Visibility);
    }

    // Two browsers of two readers, each of whom shows a note: one with a name, the other one before they chose one.
    private static async Task<(string Laptop, string Phone, string Shown, string Waiting)> WithLinksAsync(ReaderApp app, string named)
    {
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        var other = named == "laptop" ? "phone" : "laptop";
        var shown = await app.ReaderWith(named == "laptop" ? laptop : phone).ShowAsync((await NoteAsync(app, named)).Id);
        var waiting = await app.ReaderWith(named == "laptop" ? phone : laptop).ShowAsync((await NoteAsync(app, other)).Id);
        await using var db = await app.DatabaseAsync();
        var reader = (await NoteAsync(app, other)).ReaderId;
        await db.Readers.Where(one => one.Id == reader).ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, (string?)null));
        return (laptop, phone, shown, waiting);
    }

    private static async Task<Annotation> NoteAsync(ReaderApp app, string device) =>
        (await app.AnnotationsAsync()).Single(annotation => annotation.Note!.StartsWith($"from the {device}", StringComparison.Ordinal));

    private static async Task<(HttpStatusCode Shown, HttpStatusCode Waiting)> StatusAsync(ReaderApp app, string shown, string waiting)
    {
        using var friend = app.NewReader();
        return (await friend.StatusAsync(shown), await friend.StatusAsync(waiting));
    }
}
