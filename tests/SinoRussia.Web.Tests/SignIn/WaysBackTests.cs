using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>What leads to a reader's notes: none of it is lost without a question, and what was ended leads nowhere.</summary>
public sealed class WaysBackTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

    [Fact]
    public async Task A_browser_whose_cookie_has_expired_is_neither_listed_nor_counted()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync(highlights: 3);
        await app.AddSessionAsync(keeper.Reader, "Safari on iPhone", app.Clock.GetUtcNow() - ReaderSession.Lifetime);

        var page = await keeper.Browser.OpenAsync("/settings/me");

        Assert.Single(page.QuerySelectorAll("#browsers li"));
        Assert.Contains("in this browser only", page.QuerySelector(".kept-by")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Form("handler=SignOutHere").QuerySelector("input[name=sure]"));
        Assert.NotNull((await keeper.Browser.OpenAsync("/notes")).QuerySelector(".keep-hint"));
    }

    [Fact]
    public async Task Of_two_browsers_that_sign_out_at_the_same_time_the_last_one_is_asked()
    {
        await using var app = new ReaderApp();
        var first = await app.MarkInBrowserAsync(Words, "alone");
        var (_, second) = await app.SignInAsync("", await app.ReaderWithAsync("alone"));

        var refusals = await AtOnceAsync(app, [first, second], services => services.GetRequiredService<SignIns>().SignOutAsync(false, CancellationToken.None));

        Assert.Equal(["last-way", null], refusals.Select(refusal => refusal?.Code).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_passkeys_that_are_removed_at_the_same_time_the_last_one_is_asked_about()
    {
        await using var app = new ReaderApp();
        var browser = await app.MarkInBrowserAsync(Words, "alone");
        var reader = await app.ReaderWithAsync("alone");
        var passkeys = new Queue<Guid>([await app.AddPasskeyAsync(reader), await app.AddPasskeyAsync(reader)]);

        var refusals = await AtOnceAsync(app, [browser, browser], services => services.GetRequiredService<Passkeys>().RemoveAsync(passkeys.Dequeue(), false, CancellationToken.None));

        Assert.Equal(["not-sure", null], refusals.Select(refusal => refusal?.Code).OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SignOutOthers")]
    [InlineData("SignOutBrowser")]
    [InlineData("SignOutHere")]
    public async Task A_link_to_another_device_ends_when_a_browser_is_signed_out_that_may_have_made_it(string handler)
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        await app.AddSessionAsync(keeper.Reader);
        var link = await keeper.Browser.MakeLinkAsync();

        using var signedOut = await keeper.Browser.SendAsync((await keeper.Browser.OpenAsync("/settings/me")).Form($"handler={handler}"));
        using var used = await app.NewReader().PostAsync(link, Forms.Encoded());

        Assert.Equal(System.Net.HttpStatusCode.Gone, used.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_that_is_refused_leaves_the_session_of_the_browser()
    {
        await using var app = new ReaderApp();
        var browser = await app.MarkInBrowserAsync(Words, "alone");

        await app.AsAsync(browser, async services =>
        {
            var current = services.GetRequiredService<CurrentReader>();
            var session = current.Session;
            Assert.Equal("no-reader", (await services.GetRequiredService<SignIns>().SignInAsync(Guid.NewGuid(), CancellationToken.None)).Refusal?.Code);
            Assert.Equal(session, current.Session);
            Assert.True((await services.GetRequiredService<ReaderWays>().OfReaderAsync(CancellationToken.None)).Browsers.Single().IsThis);
        });
    }

    [Fact]
    public async Task A_browser_is_listed_by_its_name_from_its_first_save_and_from_its_sign_in()
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        using var phone = app.NewReader();
        phone.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Firefox);
        using var signedIn = await phone.PostAsync(await keeper.Browser.MakeLinkAsync(), Forms.Encoded());
        using var writer = app.NewReader();
        writer.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Firefox);
        var note = await writer.MarkAsync(app.Essay, Words);

        await using var db = await app.DatabaseAsync();
        var others = (await app.AnnotationsAsync()).Single(annotation => annotation.Id == note).ReaderId;
        Assert.Equal("Firefox on Linux", (await db.Sessions.SingleAsync(session => session.ReaderId == others)).Browser);
        var listed = (await keeper.Browser.OpenAsync("/settings/me")).QuerySelectorAll("#browsers li")[1].TextContent;
        Assert.Contains("Firefox on Linux", listed, StringComparison.Ordinal);
        Assert.Contains("signed in", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_backup_from_before_a_sign_in_is_restored_the_browser_can_go_back_to_what_it_had()
    {
        await using var app = new ReaderApp();
        var laptop = await app.NewKeeperAsync();
        using var phone = app.NewReader();
        await phone.MarkAsync(app.Essay, Words, note: "from the phone");
        await app.ExecuteAsync("CREATE TABLE OldSessions AS SELECT * FROM Sessions; CREATE TABLE Owners AS SELECT Id, ReaderId FROM Annotations");
        using var joined = await phone.PostAsync(await laptop.Browser.MakeLinkAsync(), Forms.Encoded());
        await app.ExecuteAsync(
            """
            DELETE FROM Sessions; INSERT INTO Sessions SELECT * FROM OldSessions;
            UPDATE Annotations SET ReaderId = (SELECT ReaderId FROM Owners WHERE Owners.Id = Annotations.Id)
            """);

        using var signedOut = await phone.GetAsync("/notes");
        var notes = await phone.OpenAsync("/notes");
        Assert.Empty(notes.QuerySelectorAll(".entry"));
        using var returned = await phone.SendAsync((await phone.OpenAsync("/notes/start-over")).Form("handler=Return"));

        Assert.Contains("from the phone", (await phone.OpenAsync("/notes")).QuerySelector(".entries")!.TextContent);
    }

    // Both requests know their reader before one of them changes anything.
    private static async Task<IReadOnlyList<Refusal?>> AtOnceAsync(ReaderApp app, string[] cookies, Func<IServiceProvider, Task<Refusal?>> act)
    {
        var refusals = new List<Refusal?>();
        await app.AsAsync(cookies[0], async first =>
        {
            await app.AsAsync(cookies[1], async second => refusals.Add(await act(second)));
            refusals.Add(await act(first));
        });
        return refusals;
    }
}
