using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Readers;

/// <summary>The reader's cookie: who gets one, its name, and its lifetime.</summary>
public sealed class CookieTests
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("/")]
    [InlineData("/notes")]
    [InlineData("/annotations/")]
    [InlineData("/search?q=river")]
    public async Task A_visit_renews_the_cookie_once_a_day(string address)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Words);

        Assert.False(await IsRenewedAsync());
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await IsRenewedAsync());
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await IsRenewedAsync());
        Assert.False(await IsRenewedAsync());

        async Task<bool> IsRenewedAsync()
        {
            using var answer = await reader.GetAsync(address);
            return answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Single() is var cookie
                && cookie.StartsWith("reader=", StringComparison.Ordinal) && cookie.Contains("max-age=34560000");
        }
    }

    [Fact]
    public async Task A_cookie_of_the_first_version_is_read_and_renewed()
    {
        await using var app = new ReaderApp();
        var id = await StoredSessionAsync(app);
        var old = app.Services.GetRequiredService<ReaderKeys>().Protect($"{id:N}");

        using var notes = await app.ReaderWith($"reader={old}").GetAsync("/notes");

        Assert.Single((await notes.DocumentAsync()).QuerySelectorAll(".note-card"));
        Assert.StartsWith("reader=", notes.Headers.GetValues("Set-Cookie").Single());
    }

    [Fact]
    public async Task Over_HTTPS_the_cookie_is_bound_to_the_host_and_the_old_name_is_deleted_only_after_the_new_one_has_come_back()
    {
        await using var app = new ReaderApp().With("Site:Address", "https://reader.example");
        var id = await StoredSessionAsync(app);
        var old = app.Services.GetRequiredService<ReaderKeys>().Protect($"{id:N}.20781");

        using var first = await app.ReaderWith($"reader={old}").GetAsync("/notes");
        var set = first.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-reader=", set);
        Assert.Contains("secure", set);
        Assert.Contains("path=/;", set);
        Assert.DoesNotContain("domain", set);

        var renewed = set.Split(';')[0];
        using var second = await app.ReaderWith($"{renewed}; reader={old}").GetAsync("/notes");
        Assert.Single((await second.DocumentAsync()).QuerySelectorAll(".note-card"));
        Assert.StartsWith("reader=;", second.Headers.GetValues("Set-Cookie").Single());

        // Another host of the same domain can set a cookie with the plain name. It must not replace the reader's own.
        var planted = app.Services.GetRequiredService<ReaderKeys>().Protect($"{Guid.NewGuid():N}.20781");
        Assert.Single((await app.ReaderWith($"reader={planted}; {renewed}").OpenAsync("/notes")).QuerySelectorAll(".note-card"));

        using var forgotten = await app.ReaderWith($"{renewed}; reader={old}").PostAsync("/notes/everything?handler=Delete", new FormUrlEncodedContent([new("sure", "yes")]));
        Assert.Equal(["__Host-reader", "did", "look", "reader"], forgotten.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split('=')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_a_path_base_the_cookie_keeps_the_plain_name_and_is_still_Secure()
    {
        await using var app = new ReaderApp().With("Site:Address", "https://reader.example").With("Site:PathBase", "/base");

        using var saved = await app.NewReader().PostAsync("/base/notes?handler=Mark", new FormUrlEncodedContent(Marks.Fields(app.Essay, Words).Select(f => KeyValuePair.Create(f.Name, f.Value))));

        var set = saved.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("reader=", set);
        Assert.Contains("secure", set);
        Assert.Contains("path=/base;", set);
    }

    [Fact]
    public async Task Requests_that_store_nothing_set_no_cookie()
    {
        await using var app = new ReaderApp();
        var taken = await app.NewReader().MarkAsync(app.Essay, Words);

        using var names = await app.NewReader().PostAsync("/notes/colours", new FormUrlEncodedContent([new("amber", ""), new("green", " ")]));
        using var refused = await app.NewReader().PostAsync("/notes?handler=Mark", new FormUrlEncodedContent(
            Marks.Fields(app.Essay, Words, id: taken).Select(f => KeyValuePair.Create(f.Name, f.Value))));
        await app.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON Annotations BEGIN SELECT RAISE(ABORT, 'no'); END");
        using var failed = await app.NewReader().PostAsync("/notes?handler=Mark", new FormUrlEncodedContent(
            Marks.Fields(app.Essay, Words).Select(f => KeyValuePair.Create(f.Name, f.Value))));

        Assert.Equal(
            [HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.ServiceUnavailable], new[] { names, refused, failed }.Select(answer => answer.StatusCode));
        Assert.All([names, refused, failed], answer => Assert.False(answer.Headers.Contains("Set-Cookie")));
    }

    private static async Task<Guid> StoredSessionAsync(ReaderApp app)
    {
        await app.NewReader().MarkAsync(app.Essay, Words);
        return (await app.SessionsAsync()).Single().Id;
    }
}
