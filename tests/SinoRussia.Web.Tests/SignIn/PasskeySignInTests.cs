using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.SignIn;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>Signing in with a passkey, over the whole app with an authenticator in software.</summary>
public sealed class PasskeySignInTests(SharedApp shared) : IClassFixture<SharedApp>
{
    /// <summary>What an attacker or a broken authenticator may send, and the reason why it is refused.</summary>
    private static readonly Dictionary<string, (Func<SoftAuthenticator, JsonNode, JsonNode, JsonNode> Answer, string Code)> Faults = new(StringComparer.Ordinal)
    {
        ["an answer to another challenge"] = ((key, _, other) => key.Sign(other), "passkey-not-accepted"),
        ["another site"] = (With(key => key.Origin = "https://evil.example"), "passkey-not-accepted"),
        ["a site whose name begins like this one"] = (With(key => key.Origin = "http://localhost.evil.example"), "passkey-not-accepted"),
        ["another port"] = (With(key => key.Origin = "http://localhost:81"), "passkey-not-accepted"),
        ["another scheme"] = (With(key => key.Origin = "https://localhost"), "passkey-not-accepted"),
        ["no origin"] = (With(key => key.Origin = ""), "passkey-not-accepted"),
        ["a frame in another site"] = (With(key => key.IsCrossOrigin = true), "passkey-not-accepted"),
        ["a frame in a named site"] = (With(key => key.TopOrigin = "https://evil.example"), "passkey-not-accepted"),
        ["a passkey of another site"] = (With(key => key.Domain = "evil.example"), "passkey-not-accepted"),
        ["the type of a registration"] = (With(key => key.Type = "webauthn.create"), "passkey-not-accepted"),
        ["nobody touched it"] = (With(key => key.Flags = SoftAuthenticator.Verified), "passkey-not-accepted"),
        ["nobody was verified"] = (With(key => key.Flags = SoftAuthenticator.Present), "passkey-not-accepted"),
        ["backed up without being eligible"] = (With(key => key.Flags |= SoftAuthenticator.BackedUp), "passkey-not-accepted"),
        ["suddenly eligible for backup"] = (With(key => key.Flags |= SoftAuthenticator.BackupEligible), "passkey-not-accepted"),
        ["a counter that stands still"] = (With(key => key.Step = 0), "passkey-not-accepted"),
        ["a counter that went back"] = (With(key => key.Count = 1), "passkey-not-accepted"),
        ["a counter that was lost"] = (With(key => (key.Count, key.Step) = (0, 0)), "passkey-not-accepted"),
        ["no user handle"] = (With(key => key.UserHandle = null), "passkey-not-accepted"),
        ["another user handle"] = (With(key => key.UserHandle = "AAAA"), "passkey-not-accepted"),
        ["a changed signature"] = (Changed("signature", 12), "passkey-not-accepted"),
        ["changed data"] = (Changed("authenticatorData", 34), "passkey-not-accepted"),
        ["changed client data"] = (Changed("clientDataJSON", 3), "passkey-not-accepted"),
        ["an unknown credential"] = ((key, options, _) => With(key.Sign(options), "id", "AAAA"), "passkey-not-known"),
        ["a credential without id"] = ((key, options, _) => With(key.Sign(options), "id", null), "passkey-not-accepted"),
        ["an id that is a number"] = ((key, options, _) => With(key.Sign(options), "id", 7), "passkey-not-accepted"),
        ["an id that is not base 64"] = ((key, options, _) => With(key.Sign(options), "id", "a b"), "passkey-not-accepted"),
        ["another type of credential"] = ((key, options, _) => With(key.Sign(options), "type", "password"), "passkey-not-accepted"),
        ["no response"] = ((key, options, _) => With(key.Sign(options), "response", null), "passkey-not-accepted"),
        ["a list"] = ((_, _, _) => new JsonArray(), "passkey-not-accepted"),
        ["a word"] = ((_, _, _) => JsonValue.Create("passkey"), "passkey-not-accepted"),
        ["an endless answer"] = ((key, options, _) => With(key.Sign(options), "more", new string('a', 70_000)), "passkey-too-long"),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task A_wrong_answer_is_refused_and_changes_nothing(string fault)
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator { Count = 5 };
        await owner.RegisterAsync(authenticator);
        using var other = new PasskeyBrowser(app);
        using var browser = new PasskeyBrowser(app);

        using var answer = await browser.SignInAsync(Faults[fault].Answer(authenticator, await browser.AskAsync(signIn: true), await other.AskAsync(signIn: true)));

        await PasskeyBrowser.AssertRefusedAsync(answer, Faults[fault].Code);
        Assert.DoesNotContain("reader", browser.Cookies.Keys); // no session
        var passkey = Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator));
        Assert.Equal((5L, (DateTimeOffset?)null), (passkey.SignCount, passkey.UsedAt));
    }

    [Fact]
    public async Task Any_bytes_are_refused()
    {
        var app = shared.App;
        foreach (var body in new[] { "", "{", "null", "[[[", "\"\\ud800\"", new string('[', 1000), "{\"id\":\"AAAA\",\"id\":\"BBBB\"}" })
        {
            using var browser = new PasskeyBrowser(app);
            await browser.AskAsync(signIn: true);

            using var answer = await browser.PostAsync("/sign-in", body);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_passkey_signs_in_on_another_browser_and_says_when_it_was_used()
    {
        await using var app = new ReaderApp();
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await owner.RegisterAsync(authenticator);
        using var browser = new PasskeyBrowser(app);
        app.Clock.Advance(TimeSpan.FromDays(2));

        using var answer = await browser.SignInAsync(authenticator.Sign(await browser.AskAsync(signIn: true)));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var notes = await browser.Client.OpenAsync("/notes");
        Assert.Single(notes.QuerySelectorAll(".note-card"));
        Assert.Contains("now shows your notes", notes.QuerySelector(".done")!.TextContent);
        Assert.Contains("last used 26 Nov 2026", (await owner.Client.OpenAsync("/settings/me")).QuerySelector("#passkeys")!.TextContent);
    }

    [Fact]
    public async Task An_authenticator_that_does_not_count_can_be_used_again_and_again()
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator { Step = 0, Flags = SoftAuthenticator.Present | SoftAuthenticator.Verified | SoftAuthenticator.BackupEligible | SoftAuthenticator.BackedUp };
        await owner.RegisterAsync(authenticator);

        for (var i = 0; i < 3; i++)
        {
            using var browser = new PasskeyBrowser(app);
            using var answer = await browser.SignInAsync(authenticator.Sign(await browser.AskAsync(signIn: true)));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_same_answer_is_accepted_once_also_when_its_cookie_is_put_back_and_when_it_comes_twice_at_the_same_time()
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator { Step = 0 };
        await owner.RegisterAsync(authenticator);
        var browsers = Enumerable.Range(0, 8).Select(_ => new PasskeyBrowser(app)).ToList();
        var signed = authenticator.Sign(await browsers[0].AskAsync(signIn: true));
        var cookie = browsers[0].Cookies["passkey"];
        browsers.ForEach(browser => browser.Cookies["passkey"] = cookie);

        var answers = await Task.WhenAll(browsers.Select(browser => browser.SignInAsync(signed)));
        browsers[0].Cookies["passkey"] = cookie;
        using var late = await browsers[0].SignInAsync(signed);

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.NoContent), answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        await PasskeyBrowser.AssertRefusedAsync(late, "passkey-used");
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task Of_two_answers_with_the_same_count_only_one_is_accepted()
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await owner.RegisterAsync(authenticator);
        var browsers = Enumerable.Range(0, 6).Select(_ => new PasskeyBrowser(app)).ToList();
        var signed = new List<JsonNode>();
        foreach (var browser in browsers)
        {
            authenticator.Count = 7;
            signed.Add(authenticator.Sign(await browser.AskAsync(signIn: true)));
        }

        var answers = await Task.WhenAll(browsers.Select((browser, i) => browser.SignInAsync(signed[i])));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task A_removed_passkey_no_longer_signs_in()
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await owner.RegisterAsync(authenticator);
        using var browser = new PasskeyBrowser(app);
        var signed = authenticator.Sign(await browser.AskAsync(signIn: true));
        var passkey = Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator));

        using var removed = await owner.Client.PostAsync($"/settings/me/passkey?handler=Remove&passkey={passkey.Id}", Forms.Encoded(("sure", "yes")));
        using var answer = await browser.SignInAsync(signed);

        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        await PasskeyBrowser.AssertRefusedAsync(answer, "passkey-not-known");
    }

    [Fact]
    public async Task A_challenge_expires_after_five_minutes_and_used_ones_are_then_deleted()
    {
        await using var app = new ReaderApp();
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await owner.RegisterAsync(authenticator);
        using var browser = new PasskeyBrowser(app);
        var signed = authenticator.Sign(await browser.AskAsync(signIn: true));
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        using var late = await browser.SignInAsync(signed);
        using var fresh = await browser.SignInAsync(authenticator.Sign(await browser.AskAsync(signIn: true)));

        await PasskeyBrowser.AssertRefusedAsync(late, "passkey-too-late");
        Assert.Equal(HttpStatusCode.NoContent, fresh.StatusCode);
        Assert.Equal(2, await PasskeyRegistrationTests.UsedChallengesAsync(app)); // of the registration and of the sign-in
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await app.Services.GetRequiredService<ExpiredSignIns>().DeleteAsync(CancellationToken.None);
        Assert.Equal(0, await PasskeyRegistrationTests.UsedChallengesAsync(app));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing that we encrypted")]
    [InlineData("of a registration")]
    public async Task An_answer_needs_the_cookie_of_a_sign_in(string cookie)
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await owner.RegisterAsync(authenticator);
        using var browser = new PasskeyBrowser(app);
        var signed = authenticator.Sign(await browser.AskAsync(signIn: true));
        await owner.AskAsync();
        browser.Cookies["passkey"] = cookie == "of a registration" ? owner.Cookies["passkey"] : cookie;

        using var answer = await browser.SignInAsync(signed);

        await PasskeyBrowser.AssertRefusedAsync(answer, "passkey-too-late");
    }

    private static Func<SoftAuthenticator, JsonNode, JsonNode, JsonNode> With(Action<SoftAuthenticator> change) => (key, options, _) =>
    {
        change(key);
        return key.Sign(options);
    };

    private static Func<SoftAuthenticator, JsonNode, JsonNode, JsonNode> Changed(string part, int at) => (key, options, _) =>
    {
        var answer = key.Sign(options);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars((string)answer["response"]![part]!);
        bytes[at] ^= 1;
        answer["response"]![part] = System.Buffers.Text.Base64Url.EncodeToString(bytes);
        return answer;
    };

    private static JsonObject With(JsonObject answer, string name, JsonNode? value)
    {
        answer[name] = value;
        return answer;
    }
}
