using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>The cookies of earlier sessions, with which a browser can go back: not to what its reader ended here.</summary>
public sealed class EarlierCookiesTests
{
    private const string Words = "Friedman comes to the most important issue";
    private const string Other = "appearances may be deceptive";

    [Theory]
    [InlineData("sign out")]
    [InlineData("delete")]
    public async Task Signing_out_and_deleting_everything_leave_no_cookie_of_theirs(string end)
    {
        await using var app = new ReaderApp();
        var keeper = await app.NewKeeperAsync();
        using var phone = app.NewReader();
        await phone.MarkAsync(app.Essay, Words, note: "from the phone");
        await app.ExecuteAsync("CREATE TABLE OldSessions AS SELECT * FROM Sessions; CREATE TABLE Owners AS SELECT Id, ReaderId FROM Annotations");
        using var joined = await phone.PostAsync(await keeper.Browser.MakeLinkAsync(), Forms.Encoded());

        using var ended = end == "sign out"
            ? await phone.SendAsync((await phone.OpenAsync("/settings/me")).Form("handler=SignOutHere"))
            : await phone.SendAsync((await phone.OpenAsync("/notes/everything")).Form("handler=Delete"), ("sure", "yes"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, ended.StatusCode);
        await app.ExecuteAsync("DELETE FROM Sessions; INSERT OR IGNORE INTO Readers (Id, CreatedAt, IsKeepHintDismissed) SELECT ReaderId, 0, 0 FROM OldSessions; INSERT INTO Sessions SELECT * FROM OldSessions");

        Assert.Null((await phone.OpenAsync("/notes/start-over")).QuerySelector("form[action*=Return]"));
    }

    [Fact]
    public async Task Signing_out_leaves_the_cookie_of_another_reader_from_before_this_browser_started_over()
    {
        await using var app = new ReaderApp();
        var before = await app.MarkInBrowserAsync(Words, "from before");
        var now = await app.MarkInBrowserAsync(Other, "begun anew");
        var set = new List<string?>();
        await app.AsAsync($"{now}; {before.Replace("reader=", "reader-before=", StringComparison.Ordinal)}", async services =>
        {
            await services.GetRequiredService<SignIns>().SignOutAsync(true, CancellationToken.None);
            set.AddRange(services.GetRequiredService<Microsoft.AspNetCore.Http.IHttpContextAccessor>().HttpContext!.Response.Headers.SetCookie);
        });

        Assert.DoesNotContain(set, cookie => cookie!.StartsWith("reader-before=;", StringComparison.Ordinal));
        Assert.True(await IsThereAsync(app, before));
    }

    private static async Task<bool> IsThereAsync(ReaderApp app, string before)
    {
        var isThere = false;
        await app.AsAsync(
            before.Replace("reader=", "reader-before=", StringComparison.Ordinal),
            async services => isThere = await services.GetRequiredService<CurrentReader>().HasEarlierAsync(CancellationToken.None));
        return isThere;
    }
}
