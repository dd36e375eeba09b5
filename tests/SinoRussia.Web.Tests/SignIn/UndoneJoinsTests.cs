using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>A join that is undone: each browser has its own notes again, and none are out of reach.</summary>
public sealed class UndoneJoinsTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";

    [Fact]
    public async Task After_a_day_a_join_cannot_be_undone_and_another_reader_never_can()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var stranger = await app.MarkInBrowserAsync(Words, "of a stranger");
        var (outcome, joined) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));

        Assert.Equal("no-join", (await app.UndoJoinAsync(stranger, outcome.Join!.Value))?.Code);
        app.Clock.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal("no-join", (await app.UndoJoinAsync(joined, outcome.Join!.Value))?.Code);
        Assert.Contains("from the phone", (await app.ReaderWith(joined).OpenAsync("/notes")).Body!.TextContent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Joins_one_after_another_can_be_undone_in_either_order_and_each_browser_has_its_own_again(bool isLastFirst)
    {
        await using var app = new ReaderApp();
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["desk"] = await app.MarkInBrowserAsync(Words, "from the desk"),
            ["laptop"] = await app.MarkInBrowserAsync(Other, "from the laptop"),
            ["phone"] = await app.MarkInBrowserAsync(Words, "from the phone"),
        };
        var (first, once) = await app.SignInAsync(cookies["phone"], await app.ReaderWithAsync("from the laptop"));
        var (second, twice) = await app.SignInAsync(once, await app.ReaderWithAsync("from the desk"));
        cookies["phone"] = twice;

        foreach (var (join, by) in isLastFirst ? [(second, twice), (first, twice)] : new[] { (first, cookies["desk"]), (second, cookies["desk"]) })
        {
            Assert.Null(await app.UndoJoinAsync(by, join.Join!.Value));
        }

        foreach (var (device, cookie) in cookies)
        {
            var note = Assert.Single((await app.ReaderWith(cookie).OpenAsync("/notes")).QuerySelectorAll(".entries .note-card"));
            Assert.Contains($"from the {device}", note.TextContent);
        }
    }

    [Fact]
    public async Task A_sign_in_that_is_sent_twice_can_be_undone_with_the_cookie_that_came_last()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        var reader = await app.ReaderWithAsync("from the laptop");
        var (isIdentified, isFirstDone) = (new TaskCompletionSource(), new TaskCompletionSource());
        var again = app.AsAsync(phone, async services =>
        {
            isIdentified.SetResult();
            await isFirstDone.Task;
            Assert.Null((await services.GetRequiredService<SignIns>().SignInAsync(reader, CancellationToken.None)).Refusal);
        });
        await isIdentified.Task;
        var (outcome, _) = await app.SignInAsync(phone, reader);
        isFirstDone.SetResult();
        var last = await again;

        Assert.Null(await app.UndoJoinAsync(last, outcome.Join!.Value));

        Assert.Contains("from the phone", (await app.ReaderWith(last).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    [Fact]
    public async Task A_browser_that_signs_in_again_still_gets_its_own_notes_back()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var reader = await app.ReaderWithAsync("from the laptop");
        var (outcome, once) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), reader);
        var (_, again) = await app.SignInAsync(once, reader);

        Assert.Null(await app.UndoJoinAsync(again, outcome.Join!.Value));

        Assert.Contains("from the phone", (await app.ReaderWith(again).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    [Theory]
    [InlineData("phone", "no-way-to-joined")]
    [InlineData("laptop", "no-way-to-others")]
    public async Task A_join_is_not_undone_if_nothing_would_lead_to_the_notes_of_a_browser_that_was_signed_out(string signedOut, string code)
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var (outcome, phone) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));
        var (gone, here) = signedOut == "phone" ? (phone, laptop) : (laptop, phone);
        await app.AsAsync(gone, services => services.GetRequiredService<SignIns>().SignOutAsync(true, CancellationToken.None));

        Assert.Equal(code, (await app.UndoJoinAsync(here, outcome.Join!.Value))?.Code);

        var notes = (await app.ReaderWith(here).OpenAsync("/notes")).QuerySelector(".entries")!.TextContent;
        Assert.Contains("from the laptop", notes);
        Assert.Contains("from the phone", notes);
    }

    [Theory]
    [InlineData("laptop")]
    [InlineData("phone")]
    public async Task Undoing_asks_first_if_only_the_other_browser_would_lead_to_its_notes(string undoes)
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var reader = await app.ReaderWithAsync("from the laptop");
        var (_, phone) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), reader);
        using var browser = app.ReaderWith(undoes == "laptop" ? laptop : phone);
        var form = (await browser.OpenAsync("/settings/me")).Form("handler=Undo");

        Assert.Contains("Only one other browser (A browser) will then show one of these notes.", form.TextContent, StringComparison.Ordinal);
        Assert.True(form.QuerySelector("input[name=sure]")!.HasAttribute("required"));
        using var unsure = await browser.SendAsync(form);
        Assert.Equal("undo-not-sure", (await unsure.DocumentAsync()).QuerySelector(".refusal")!.GetAttribute("data-code"));
        Assert.All(await app.AnnotationsAsync(), annotation => Assert.Equal(reader, annotation.ReaderId));

        using var sure = await browser.SendAsync(form, ("sure", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, sure.StatusCode);
        Assert.Contains(undoes, (await browser.OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
        Assert.Single(await app.AnnotationsAsync(), annotation => annotation.ReaderId == reader);
    }

    [Fact]
    public async Task Undoing_asks_nothing_if_a_code_leads_to_what_this_browser_no_longer_shows()
    {
        await using var app = new ReaderApp();
        using var laptop = app.ReaderWith(await app.MarkInBrowserAsync(Words, "from the laptop"));
        await laptop.MakeCodeAsync();
        var (outcome, phone) = await app.SignInAsync(await app.MarkInBrowserAsync(Other, "from the phone"), await app.ReaderWithAsync("from the laptop"));

        Assert.Null((await app.ReaderWith(phone).OpenAsync("/settings/me")).Form("handler=Undo").QuerySelector("input[name=sure]"));
        Assert.Null(await app.UndoJoinAsync(phone, outcome.Join!.Value, isSure: false));
    }

    [Fact]
    public async Task A_browser_that_was_not_here_for_as_long_as_cookies_last_leads_to_no_notes()
    {
        await using var app = new ReaderApp();
        var laptop = await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Other, "from the phone");
        await app.AddSessionAsync(await app.ReaderWithAsync("from the phone"), seen: app.Clock.GetUtcNow() - ReaderSession.Lifetime);
        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        await app.AsAsync(joined, services => services.GetRequiredService<SignIns>().SignOutAsync(true, CancellationToken.None));

        Assert.Equal("no-way-to-joined", (await app.UndoJoinAsync(laptop, outcome.Join!.Value))?.Code);
        var section = (await app.ReaderWith(laptop).OpenAsync("/settings/me")).QuerySelector("#came-along")!;
        Assert.Null(section.QuerySelector("form"));
        Assert.Contains("cannot be undone", section.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_bin_was_emptied_undoing_a_join_leaves_the_words_of_both_where_they_are()
    {
        await using var app = new ReaderApp();
        await app.MarkInBrowserAsync(Words, "from the laptop");
        var phone = await app.MarkInBrowserAsync(Words, "from the phone");
        await app.MarkInBrowserAsync(Other, "alone", phone);
        var (outcome, joined) = await app.SignInAsync(phone, await app.ReaderWithAsync("from the laptop"));
        using var emptied = await app.ReaderWith(joined).PostAsync("/notes/bin?handler=Empty", Forms.Encoded(("sure", "yes")));
        Assert.Equal(2, (await app.AnnotationsAsync()).Count);

        Assert.Null(await app.UndoJoinAsync(joined, outcome.Join!.Value));

        Assert.Equal(["alone", "from the laptop\n\nfrom the phone"], (await app.AnnotationsAsync()).Select(annotation => annotation.Note).Order(StringComparer.Ordinal));
    }
}
