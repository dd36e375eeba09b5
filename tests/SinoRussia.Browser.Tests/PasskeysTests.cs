using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SinoRussia.Browser.Tests;

/// <summary>Passkeys in a real browser, with Chromium's virtual authenticator.</summary>
public sealed class PasskeysTests(Site site) : IClassFixture<Site>
{
    private const string Words = "Friedman comes to the most important issue";

    [Fact]
    public async Task A_passkey_is_added_signs_in_on_another_browser_and_is_removed()
    {
        await using var visit = await site.VisitAloneAsync();
        var (laptop, key) = await AuthenticatorOfAsync(visit.Page);
        await visit.OpenAsync(Address(visit, "/"));
        await visit.HighlightAsync(Words);
        await visit.OpenAsync(Address(visit, "/settings/me"));
        await visit.Page.Locator("[data-act=add]").PressAsync("Enter");
        await Expect(Said(visit.Page)).ToContainTextAsync("Added: “Chrome on Linux”");
        await Expect(visit.Page.Locator("[data-act=add]")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("#passkey-list li")).ToContainTextAsync("not used yet");
        await visit.AssertAccessibleInBothThemesAsync();
        await visit.Page.Locator("#passkey-list a").ClickAsync();
        await visit.AssertAccessibleInBothThemesAsync();
        await visit.Page.Locator(".onward a").ClickAsync();
        await visit.Page.Locator("[data-act=add]").ClickAsync();
        await Expect(Said(visit.Page)).ToContainTextAsync("already has a passkey for these notes");

        // The phone has it, too, for example from the same password manager. Its browser is older and cannot convert JSON.
        var phone = await visit.NewReaderPageAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 800 } });
        await phone.AddInitScriptAsync("delete PublicKeyCredential.parseCreationOptionsFromJSON; delete PublicKeyCredential.parseRequestOptionsFromJSON; delete PublicKeyCredential.prototype.toJSON");
        var (other, otherKey) = await AuthenticatorOfAsync(phone);
        await ShareAsync(laptop, key, other, otherKey);
        await phone.GotoAsync(Address(visit, "/settings/me"));
        await Expect(phone.Locator("[data-act=add]")).ToHaveCountAsync(0);
        await phone.Locator("[data-act=sign-in]").ClickAsync();
        await Expect(phone.Locator(".done")).ToContainTextAsync("This browser now shows your notes");
        await Expect(phone.Locator(".note-card")).ToHaveCountAsync(1);

        await phone.GotoAsync(Address(visit, "/settings/me"));
        await Expect(phone.Locator("#passkey-list li")).ToContainTextAsync("last used");
        Assert.Equal(0, await phone.Locator("#passkey-list li").EvaluateAsync<double>( // name and link are in one line
            "row => { const middle = part => { const { top, bottom } = row.querySelector(part).getBoundingClientRect(); return top + bottom; }; return Math.round((middle('.name') - middle('a')) / 4); }"));
        await phone.Locator("#passkey-list a").ClickAsync();
        await phone.GetByText("Remove this passkey").ClickAsync();
        await Expect(phone.Locator("#passkey-list li")).ToHaveCountAsync(0);
        await phone.Locator("[data-act=sign-in]").ClickAsync();
        await Expect(Said(phone)).ToContainTextAsync("does not lead to any notes here");
    }

    [Fact]
    public async Task What_goes_wrong_is_said_and_can_be_tried_again()
    {
        await using var visit = await site.VisitAsync();
        var page = visit.Page;
        var (device, key) = await AuthenticatorOfAsync(page);
        await visit.OpenAsync(Address(visit, "/"));
        await visit.HighlightAsync(Words);
        await visit.OpenAsync(Address(visit, "/settings/me"));
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = key, ["isUserVerified"] = false }); // as if the dialog was cancelled

        await TryAsync("sign-in", "cancelled, took too long, the device could not check");
        await TryAsync("add", "Nothing was added: it was cancelled");
        foreach (var (error, words) in new[]
        {
            ("AbortError", "It was interrupted"),
            ("SecurityError", $"work only at http://localhost:{visit.App.ClientOptions.BaseAddress.Port}"),
            ("ConstraintError", "This device cannot make such a passkey"),
            ("UnknownError", "did not answer as expected"),
        })
        {
            await page.EvaluateAsync("name => { navigator.credentials.create = async () => { throw new DOMException('', name); }; }", error);
            await TryAsync("add", words);
        }

        await page.RouteAsync("**/settings/me/passkeys/**", route => route.AbortAsync());
        await TryAsync("add", "The server cannot be reached");
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/settings/me/passkeys/options", route => route.FulfillAsync(new RouteFulfillOptions { Status = 429, ContentType = "application/problem+json", Body = """{ "type": "urn:reader:too-fast", "title": "Too many requests. Wait." }""" }));
        await TryAsync("add", "Too many requests. Wait.");
        await page.UnrouteAllAsync();
        await page.ReloadAsync();
        await device.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = key, ["isUserVerified"] = true });
        await page.RouteAsync("**/settings/me/passkeys", async route =>
        {
            await route.FetchAsync(); // the server gets it, and its answer is lost
            await route.AbortAsync();
        });
        await TryAsync("add", "it is not certain whether this was done");
        await page.UnrouteAllAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("#passkey-list li")).ToHaveCountAsync(1);

        async Task TryAsync(string act, string words)
        {
            await page.Locator($"[data-act={act}]").ClickAsync();
            await Expect(Said(page)).ToContainTextAsync(words);
            await Expect(page.Locator($"[data-act={act}]")).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task Without_script_and_at_an_IP_address_no_button_promises_a_passkey()
    {
        await using var visit = await site.VisitAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });

        await visit.OpenAsync(Address(visit, "/settings/me"));
        await Expect(visit.Page.Locator("#passkeys button")).ToBeHiddenAsync(); // <noscript>, which Playwright does not render, says why
        await visit.OpenAsync("/settings/me");
        await Expect(visit.Page.Locator("#passkeys")).ToContainTextAsync("Passkeys do not work at this address");
    }

    private static ILocator Said(IPage page) => page.Locator("#passkeys .said");

    // Passkeys belong to a host name, and tests use the IP address otherwise.
    private static string Address(Visit visit, string path) => $"http://localhost:{visit.App.ClientOptions.BaseAddress.Port}{path}";

    private static async Task<(ICDPSession Session, string Id)> AuthenticatorOfAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return (session, added!.Value.GetProperty("authenticatorId").GetString()!); // Chromium always answers with one
    }

    private static async Task ShareAsync(ICDPSession from, string key, ICDPSession to, string otherKey)
    {
        var known = await from.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = key });
        foreach (var credential in known!.Value.GetProperty("credentials").EnumerateArray())
        {
            await to.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = otherKey, ["credential"] = credential.Deserialize<Dictionary<string, object>>()! });
        }
    }
}
