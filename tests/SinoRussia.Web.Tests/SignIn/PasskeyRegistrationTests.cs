using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>Adding a passkey, over the whole app with an authenticator in software.</summary>
public sealed class PasskeyRegistrationTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Dictionary<string, Func<SoftAuthenticator, JsonNode, JsonNode, JsonNode>> Faults = new(StringComparer.Ordinal)
    {
        ["an answer to another challenge"] = (key, _, other) => key.Make(other),
        ["another site"] = With(key => key.Origin = "https://evil.example"),
        ["another port"] = With(key => key.Origin = "http://localhost:81"),
        ["a frame in another site"] = With(key => key.IsCrossOrigin = true),
        ["a passkey of another site"] = With(key => key.Domain = "evil.example"),
        ["the type of a sign-in"] = With(key => key.Type = "webauthn.get"),
        ["nobody touched it"] = With(key => key.Flags = SoftAuthenticator.Verified),
        ["nobody was verified"] = With(key => key.Flags = SoftAuthenticator.Present),
        ["backed up without being eligible"] = With(key => key.Flags |= SoftAuthenticator.BackedUp),
        ["another id than in the data"] = (key, options, _) =>
        {
            var answer = key.Make(options);
            answer["id"] = "AAAA";
            return answer;
        },
        ["the answer to a sign-in"] = (key, options, _) => key.Sign(options),
        ["an algorithm that was not offered"] = (_, options, _) => new SoftAuthenticator(ECCurve.NamedCurves.nistP384, -35).Make(options),
        ["an algorithm that nobody knows"] = (_, options, _) => new SoftAuthenticator(algorithm: -8).Make(options),
        ["an id that is too long"] = (_, options, _) => new SoftAuthenticator { CredentialId = new byte[1024] }.Make(options),
        ["nothing"] = (_, _, _) => new JsonObject(),
        ["a list"] = (_, _, _) => new JsonArray(),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task A_wrong_answer_is_refused_and_adds_nothing(string fault)
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var other = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();

        using var answer = await browser.RegisterAsync(Faults[fault](authenticator, await browser.AskAsync(), await other.AskAsync()));

        await PasskeyBrowser.AssertRefusedAsync(answer, "passkey-not-accepted");
        Assert.Empty(await PasskeyBrowser.RowsAsync(app, authenticator));
        Assert.Empty((await browser.Client.OpenAsync("/settings/me")).QuerySelectorAll("#passkey-list li"));
    }

    [Fact]
    public async Task The_options_ask_for_what_signing_in_without_a_name_needs_and_tell_nothing_of_the_reader()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await browser.RegisterAsync(authenticator);
        var first = authenticator.UserHandle;

        using var answer = await browser.PostAsync("/options");
        var options = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;

        Assert.True(answer.Headers.CacheControl!.NoStore);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("passkey=", StringComparison.Ordinal));
        Assert.Contains("; max-age=300; path=/settings/me/passkeys; samesite=strict; httponly", cookie);
        Assert.Equal("localhost", (string?)options["rp"]!["id"]);
        Assert.Equal("required", (string?)options["authenticatorSelection"]!["residentKey"]);
        Assert.Equal("required", (string?)options["authenticatorSelection"]!["userVerification"]);
        Assert.Equal("none", (string?)options["attestation"]);
        Assert.Equal([-7, -257], options["pubKeyCredParams"]!.AsArray().Select(parameter => (int)parameter!["alg"]!));
        Assert.Equal([Convert.ToBase64String(authenticator.CredentialId).Replace('+', '-').Replace('/', '_').TrimEnd('=')], options["excludeCredentials"]!.AsArray().Select(known => (string)known!["id"]!));
        Assert.NotEqual(first, (string?)options["user"]!["id"]);
        Assert.Equal("Notes begun on 24 Nov 2026", (string?)options["user"]!["name"]);
        Assert.Equal(240_000, (int?)options["timeout"]);
        Assert.Equal(43, ((string)options["challenge"]!).Length);
    }

    [Fact]
    public async Task The_same_answer_adds_one_passkey_also_when_its_cookie_is_put_back()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        var made = authenticator.Make(await browser.AskAsync());
        var cookie = browser.Cookies["passkey"];

        using var first = await browser.RegisterAsync(made);
        using var without = await browser.RegisterAsync(made);
        browser.Cookies["passkey"] = cookie;
        using var again = await browser.RegisterAsync(made);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        await PasskeyBrowser.AssertRefusedAsync(without, "passkey-too-late");
        await PasskeyBrowser.AssertRefusedAsync(again, "passkey-used");
        Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator));
    }

    [Fact]
    public async Task A_passkey_belongs_to_one_reader_only()
    {
        var app = shared.App;
        using var one = await PasskeyBrowser.OfWriterAsync(app);
        using var other = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await one.RegisterAsync(authenticator);

        using var again = await one.RegisterAsync(authenticator.Make(await one.AskAsync()));
        using var taken = await other.RegisterAsync(authenticator.Make(await other.AskAsync()));

        await PasskeyBrowser.AssertRefusedAsync(again, "passkey-already-kept");
        await PasskeyBrowser.AssertRefusedAsync(taken, "passkey-already-kept");
    }

    [Fact]
    public async Task What_one_reader_was_asked_another_cannot_answer()
    {
        var app = shared.App;
        using var one = await PasskeyBrowser.OfWriterAsync(app);
        using var other = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        var made = authenticator.Make(await one.AskAsync());
        other.Cookies["passkey"] = one.Cookies["passkey"];

        using var answer = await other.RegisterAsync(made);

        await PasskeyBrowser.AssertRefusedAsync(answer, "passkey-too-late");
        Assert.Empty(await PasskeyBrowser.RowsAsync(app, authenticator));
    }

    [Fact]
    public async Task Somebody_who_has_saved_nothing_is_told_so_and_can_sign_in()
    {
        var app = shared.App;
        using var browser = new PasskeyBrowser(app);

        using var asked = await browser.PostAsync("/options");
        using var sent = await browser.RegisterAsync(new JsonObject());
        var page = await browser.Client.OpenAsync("/settings/me");

        await PasskeyBrowser.AssertRefusedAsync(asked, "nothing-to-keep");
        await PasskeyBrowser.AssertRefusedAsync(sent, "nothing-to-keep");
        Assert.Empty(browser.Cookies);
        Assert.Null(page.QuerySelector("[data-act=add]"));
        Assert.NotNull(page.QuerySelector("[data-act=sign-in]"));
        Assert.NotNull(page.QuerySelector("#passkeys noscript"));
    }

    [Fact]
    public async Task A_reader_can_have_twenty()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        for (var i = 0; i < 20; i++)
        {
            using var authenticator = new SoftAuthenticator();
            await browser.RegisterAsync(authenticator);
        }

        using var answer = await browser.PostAsync("/options");

        await PasskeyBrowser.AssertRefusedAsync(answer, "too-many-passkeys");
    }

    [Fact]
    public async Task Also_asked_for_in_advance_there_are_no_more_than_twenty()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var last = new SoftAuthenticator();
        var made = last.Make(await browser.AskAsync());
        var cookie = browser.Cookies["passkey"];
        for (var i = 0; i < 20; i++)
        {
            using var authenticator = new SoftAuthenticator();
            await browser.RegisterAsync(authenticator);
        }

        browser.Cookies["passkey"] = cookie;
        using var answer = await browser.RegisterAsync(made);

        await PasskeyBrowser.AssertRefusedAsync(answer, "too-many-passkeys");
        Assert.Empty(await PasskeyBrowser.RowsAsync(app, last));
    }

    [Fact]
    public async Task What_cannot_be_saved_is_not_added_and_can_be_tried_again()
    {
        await using var app = new ReaderApp();
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await app.ExecuteAsync("CREATE TRIGGER refused BEFORE INSERT ON Passkeys BEGIN SELECT RAISE(ABORT, 'no room'); END");

        using var refused = await browser.RegisterAsync(authenticator.Make(await browser.AskAsync()));
        await app.ExecuteAsync("DROP TRIGGER refused");

        await PasskeyBrowser.AssertRefusedAsync(refused, "not-saved");
        Assert.Equal(0, await UsedChallengesAsync(app));
        await browser.RegisterAsync(authenticator);
    }

    /// <summary>How many used challenges are stored.</summary>
    internal static async Task<int> UsedChallengesAsync(ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.UsedChallenges.CountAsync();
    }

    private static Func<SoftAuthenticator, JsonNode, JsonNode, JsonNode> With(Action<SoftAuthenticator> change) => (key, options, _) =>
    {
        change(key);
        return key.Make(options);
    };
}
