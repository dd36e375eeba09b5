using System.Net;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>A browser with notes of its own that becomes one of another reader's.</summary>
public sealed class JoiningTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";

    [Fact]
    public async Task Both_browsers_show_the_notes_of_both_and_a_day_later_still_do()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");

        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));

        Assert.Equal((null, 1), (outcome.Refusal, outcome.Annotations));
        Assert.NotEqual(phone, joined);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Services.GetRequiredService<ExpiredSignIns>().DeleteAsync(CancellationToken.None);
        foreach (var cookie in new[] { laptop, joined })
        {
            var page = (await app.ReaderWith(cookie).OpenAsync("/notes")).Body!.TextContent;
            Assert.Contains("from the laptop", page);
            Assert.Contains("from the phone", page);
        }

        await using var db = await app.DatabaseAsync();
        Assert.Equal((1, 2, 0), (await db.Readers.CountAsync(), await db.Sessions.CountAsync(), await db.Joins.CountAsync()));
        Assert.Equal(2, (await db.Usage.SingleAsync()).Entries);
    }

    [Fact]
    public async Task The_cookie_from_before_a_sign_in_is_no_longer_valid()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));

        Assert.DoesNotContain("from the", (await app.ReaderWith(phone).OpenAsync("/notes")).Body!.TextContent);
        using var late = await app.ReaderWith(phone).PostAsync("/notes?handler=Mark", Forms.Encoded(Marks.Fields(app.Essay, "the most important issue", note: "LATE")));
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.DoesNotContain(await app.AnnotationsAsync(), annotation => annotation.Note == "LATE");
    }

    [Fact]
    public async Task A_browser_that_was_signed_out_says_so_once_and_can_begin_anew()
    {
        await using var app = new ReaderApp();
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await app.AsAsync(phone, services => services.GetRequiredService<SignIns>().SignOutAsync(true, CancellationToken.None));

        using var answer = await app.ReaderWith(phone).GetAsync("/notes");
        Assert.Contains("was signed out", (await answer.DocumentAsync()).Body!.TextContent);
        Assert.Equal(["reader=", "reader-before="], answer.Headers.GetValues("Set-Cookie").Select(set => set[..(set.IndexOf('=') + 1)]));
        using var anew = await app.NewReader().SendMarkAsync(Marks.Fields(app.Essay, Other, note: "begun anew"));
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        Assert.Equal(2, (await app.AnnotationsAsync()).Select(annotation => annotation.ReaderId).Distinct().Count());
    }

    [Fact]
    public async Task A_sign_in_keeps_a_cookie_that_cannot_be_read_now_under_another_name()
    {
        await using var elsewhere = new ReaderApp();
        var unreadable = await elsewhere.MarkInBrowserAsync(Other, "under other keys");
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var reader = await app.ReaderWithAsync("from the laptop");
        string? kept = null;

        await app.AsAsync(unreadable, async services =>
        {
            await services.GetRequiredService<SignIns>().SignInAsync(reader, CancellationToken.None);
            kept = services.GetRequiredService<IHttpContextAccessor>().HttpContext!.Response.Headers.SetCookie.Single(set => set!.StartsWith("reader-before=", StringComparison.Ordinal));
        });

        Assert.Contains(unreadable["reader=".Length..], kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_without_notes_brings_nothing_and_leaves_no_reader_behind()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var reader = await app.ReaderWithAsync("from the laptop");

        var (outcome, cookie) = await app.SignInAsync("", reader);
        var (again, same) = await app.SignInAsync(cookie, reader);

        Assert.Equal((null, null, 0), (outcome.Refusal, outcome.Join, outcome.Annotations));
        Assert.Null(again.Join);
        Assert.Contains("from the laptop", (await app.ReaderWith(same).OpenAsync("/notes")).Body!.TextContent);
        await using var db = await app.DatabaseAsync();
        Assert.Equal((1, 2), (await db.Readers.CountAsync(), await db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task A_sign_in_to_notes_that_were_deleted_is_refused_and_changes_nothing()
    {
        await using var app = new ReaderApp();
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");

        var (outcome, cookie) = await app.SignInAsync(phone, Guid.NewGuid());

        Assert.Equal("no-reader", outcome.Refusal?.Code);
        Assert.Equal(phone, cookie);
        Assert.Contains("from the phone", (await app.ReaderWith(phone).OpenAsync("/notes")).Body!.TextContent);
    }

    [Fact]
    public async Task Marks_of_both_on_the_same_words_become_one_with_all_that_was_written()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        app.Clock.Advance(TimeSpan.FromHours(1));
        var phone = await app.MarkInBrowserAsync(Words, "from the phone");
        var reader = await app.ReaderWithAsync("from the laptop");

        var (outcome, joined) = await app.SignInAsync(phone, reader);

        Assert.Equal("from the laptop\n\nfrom the phone", Assert.Single(await app.AnnotationsAsync(), annotation => annotation.DeletedAt is null).Note);
        Assert.All(await app.AnnotationsAsync(), annotation => Assert.Equal(reader, annotation.ReaderId));

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));
        Assert.Equal(["from the laptop", "from the phone"], (await app.AnnotationsAsync()).Where(annotation => annotation.DeletedAt is null).Select(annotation => annotation.Note).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("phone", (await app.ReaderWith(laptop).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
        Assert.DoesNotContain("laptop", (await app.ReaderWith(joined).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    [Fact]
    public async Task Private_notes_do_not_become_part_of_one_that_is_shown()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "shown");
        await app.ExecuteAsync("UPDATE Annotations SET Visibility = 'Link'");
        var phone = await app.MarkInBrowserAsync(Words, "private");

        await app.SignInAsync(phone, await app.ReaderWithAsync("shown"));

        Assert.Equal(["private", "shown"], (await app.AnnotationsAsync()).Where(annotation => annotation.DeletedAt is null).Select(annotation => annotation.Note).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task If_the_database_fails_in_the_middle_nothing_has_changed_and_the_same_sign_in_can_be_repeated()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Words, "from the phone");
        var reader = await app.ReaderWithAsync("from the laptop");
        await app.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON JoinedRows BEGIN SELECT RAISE(ABORT, 'no'); END");

        var (failed, same) = await app.SignInAsync(phone, reader);

        Assert.Equal("not-saved", failed.Refusal?.Code);
        Assert.Equal(phone, same);
        Assert.Contains("from the phone", (await app.ReaderWith(phone).OpenAsync("/notes")).Body!.TextContent);
        await app.ExecuteAsync("DROP TRIGGER full");
        Assert.Null((await app.SignInAsync(phone, reader)).Outcome.Refusal);
    }

    [Fact]
    public async Task Deleting_everything_after_a_join_leaves_nothing_of_either()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var (_, joined) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));

        using var forgotten = await app.ReaderWith(joined).PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));

        await using var db = await app.DatabaseAsync();
        Assert.Equal(
            (0, 0, 0, 0, 0, 0),
            (await db.Annotations.CountAsync(), await db.Readers.CountAsync(), await db.Sessions.CountAsync(), await db.Joins.CountAsync(), await db.Set<JoinedRow>().CountAsync(), await db.Usage.CountAsync()));
    }

    [Fact]
    public async Task If_deleting_everything_fails_in_the_middle_it_can_be_repeated_with_the_same_cookie()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync(highlights: 201); // more than one transaction deletes
        await app.ExecuteAsync("CREATE TRIGGER full BEFORE DELETE ON Annotations WHEN (SELECT count(*) FROM Annotations) = 1 BEGIN SELECT RAISE(ABORT, 'no'); END");

        using var failed = await keeper.Browser.PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        await app.ExecuteAsync("DROP TRIGGER full");
        using var repeated = await keeper.Browser.PostAsync("/notes/everything?handler=Delete", Forms.Encoded(("sure", "yes")));
        await using var db = await app.DatabaseAsync();
        Assert.Equal((0, 0, 0), (await db.Annotations.CountAsync(), await db.Readers.CountAsync(), await db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task Whatever_both_had_a_join_loses_nothing_and_undoing_it_restores_who_had_what()
    {
        await using var app = new ReaderApp();
        var sentences = Marks.Sentences(app.Essay).Where(sentence => sentence.Length is > 20 and < 200).Distinct(StringComparer.Ordinal).Take(6).ToArray();
        var choices = Gen.Select(Gen.Int[0, 3].Array[sentences.Length], Gen.Int[0, 3].Array[sentences.Length]);
        await choices.SampleAsync(async both =>
        {
            var (laptop, phone) = (await MarkAllAsync(both.Item1, "laptop"), await MarkAllAsync(both.Item2, "phone"));
            if (laptop is null || phone is null)
            {
                return;
            }

            var before = await StateAsync(app);
            var (outcome, joined) = await app.SignInAsync(phone.Value.Cookie, laptop.Value.Reader);
            Assert.Null(outcome.Refusal);
            var all = (await app.AnnotationsAsync()).FindAll(annotation => annotation.ReaderId == laptop.Value.Reader && annotation.DeletedAt is null);
            Assert.Equal(all.Count, all.Select(annotation => annotation.Anchor.Passage).Distinct().Count()); // nothing twice
            Assert.All(before.Where(row => row.Reader == laptop.Value.Reader || row.Reader == phone.Value.Reader), row =>
                Assert.Contains(all, annotation => annotation.Anchor.Passage == row.Passage && (row.Note is null || annotation.Note!.Contains(row.Note, StringComparison.Ordinal))));

            Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));
            Assert.Equal(before, await StateAsync(app));
        }, iter: 12, threads: 1);

        // 0: nothing, 1: a highlight, 2: a note, 3: a note that both write.
        async Task<(string Cookie, Guid Reader)?> MarkAllAsync(int[] kinds, string from)
        {
            string? cookie = null;
            foreach (var (kind, sentence) in kinds.Zip(sentences).Where(pair => pair.First > 0))
            {
                var note = kind switch { 1 => null, 2 => $"from the {from}: {sentence[..10]}", _ => "the same" };
                cookie = await app.MarkInBrowserAsync(sentence, note, cookie);
            }

            return cookie is null ? null : (cookie, await app.ReaderWithAsync(cookie: cookie));
        }
    }

    private static async Task<List<(Guid Id, Guid Reader, Essays.Passage? Passage, string? Note, HighlightColour Colour, bool IsDeleted)>> StateAsync(ReaderApp app) =>
        [.. (await app.AnnotationsAsync()).OrderBy(a => a.Id).Select(a => (a.Id, a.ReaderId, a.Anchor.Passage, a.Note, a.Colour, a.DeletedAt is not null))];
}
