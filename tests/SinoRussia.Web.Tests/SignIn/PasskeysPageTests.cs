using System.Net;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>The list of passkeys, and the forms that rename and remove one.</summary>
public sealed class PasskeysPageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080", "localhost")]
    [InlineData("http://localhost", "http://localhost", "localhost")]
    [InlineData("http://essay.localhost:5080/base", "http://essay.localhost:5080", "essay.localhost")]
    [InlineData("https://reader.example", "https://reader.example", "reader.example")]
    [InlineData("https://Reader.Example:443/reader", "https://reader.example", "reader.example")]
    [InlineData("https://reader.example:8443", "https://reader.example:8443", "reader.example")]
    [InlineData("https://бүтэн.example", "https://xn--90ayo8b07a.example", "xn--90ayo8b07a.example")]
    [InlineData("http://reader.example", null, null)]
    [InlineData("http://127.0.0.1:5080", null, null)]
    [InlineData("https://192.0.2.7", null, null)]
    [InlineData("https://[2001:db8::1]:8443", null, null)]
    [InlineData("http://notlocalhost", null, null)]
    [InlineData("http://localhost.example", null, null)]
    public void Passkeys_belong_to_a_host_name_over_HTTPS_or_to_this_machine(string address, string? origin, string? domain)
    {
        var site = RelyingParty.Of(address);

        Assert.Equal((origin, domain), (site?.Origin, site?.Domain));
    }

    [Theory]
    [InlineData("Site:Address", "https://reader.example", "", "https://reader.example", "reader.example")]
    [InlineData("Site:Address", "https://reader.example:8443", "", "https://reader.example:8443", "reader.example")]
    [InlineData("Site:PathBase", "/base", "/base", "http://localhost", "localhost")]
    public async Task Passkeys_work_at_the_public_address(string setting, string value, string pathBase, string origin, string domain)
    {
        await using var app = new ReaderApp().With(setting, value);
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator { Origin = origin, Domain = domain };
        await browser.RegisterAsync(authenticator);

        using var asked = await browser.Client.PostAsync($"{pathBase}/settings/me/passkeys/sign-in-options", null);

        var cookie = asked.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("passkey=", StringComparison.Ordinal));
        Assert.Contains($"path={pathBase}/settings/me/passkeys", cookie);
        Assert.Equal(origin.StartsWith("https", StringComparison.Ordinal), cookie.Contains("; secure"));
        Assert.Equal(origin, (await browser.Client.OpenAsync("/settings/me")).QuerySelector("#passkeys")!.GetAttribute("data-site"));
    }

    [Theory]
    [InlineData("http://reader.example")]
    [InlineData("http://127.0.0.1:5080")]
    public async Task Where_browsers_allow_no_passkeys_the_page_says_so_and_nothing_is_asked(string address)
    {
        await using var app = new ReaderApp().With("Site:Address", address);
        using var browser = await PasskeyBrowser.OfWriterAsync(app);

        using var asked = await browser.PostAsync("/options");
        using var signIn = await browser.PostAsync("/sign-in-options");
        using var registered = await browser.PostAsync("", "{}");
        using var signedIn = await browser.PostAsync("/sign-in", "{}");
        var section = (await browser.Client.OpenAsync("/settings/me")).QuerySelector("#passkeys")!;

        foreach (var answer in new[] { asked, signIn, registered, signedIn })
        {
            await PasskeyBrowser.AssertRefusedAsync(answer, "passkeys-not-here");
        }

        Assert.Contains("Passkeys do not work at this address", section.TextContent);
        Assert.Empty(section.QuerySelectorAll("button"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?passkey=1")]
    public async Task An_address_that_names_no_passkey_says_so_and_leads_to_the_list(string query)
    {
        using var answer = await shared.App.NewReader().GetAsync($"/settings/me/passkey{query}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Equal("passkey-gone", page.QuerySelector(".refusal")!.GetAttribute("data-code"));
        Assert.Equal("/settings/me", page.QuerySelector(".onward a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_passkey_is_named_after_its_device_and_can_be_renamed_without_script()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await browser.RegisterAsync(authenticator);

        var entry = (await browser.Client.OpenAsync("/settings/me")).QuerySelectorAll("#passkey-list li").Single();
        var page = await browser.Client.OpenAsync(entry.QuerySelector("a")!.GetAttribute("href")!);
        using var renamed = await browser.Client.SendAsync(page.Form("Rename"), ("name", "  <b>My\n laptop</b> "));

        Assert.Contains("Chrome on Windows", entry.TextContent);
        Assert.Contains("added 24 Nov 2026", entry.TextContent);
        Assert.Contains("not used yet", entry.TextContent);
        Assert.Equal((HttpStatusCode.SeeOther, "/settings/me"), (renamed.StatusCode, renamed.Headers.Location!.ToString()));
        var list = await browser.Client.OpenAsync("/settings/me");
        Assert.Equal("The passkey has its new name.", list.QuerySelector(".done")!.TextContent);
        Assert.Equal("<b>My laptop</b>", list.QuerySelector("#passkey-list .name")!.TextContent);
    }

    [Theory]
    [InlineData("", "passkey-name-missing")]
    [InlineData(" \n ", "passkey-name-missing")]
    [InlineData("a name that is far longer than any list of passkeys could ever show on one line", "passkey-name-too-long")]
    public async Task A_bad_name_is_refused_with_the_form(string name, string code)
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await browser.RegisterAsync(authenticator);
        var passkey = Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator));

        using var refused = await browser.Client.PostAsync($"/settings/me/passkey?handler=Rename&passkey={passkey.Id}", Forms.Encoded(("name", name)));
        var page = await refused.DocumentAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(code, page.QuerySelector(".refusal")!.GetAttribute("data-code"));
        Assert.Equal(name.Trim(), page.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.Equal("Chrome on Windows", Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator)).Name);
    }

    [Fact]
    public async Task Removing_the_last_way_back_needs_a_tick_and_any_other_does_not()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        using var one = new SoftAuthenticator();
        using var two = new SoftAuthenticator();
        await browser.RegisterAsync(one);
        await browser.RegisterAsync(two);

        using var removed = await browser.Client.SendAsync((await OpenAsync(one)).Form("Remove"));
        var last = await OpenAsync(two);
        using var unsure = await browser.Client.PostAsync(last.Form("Remove").GetAttribute("action"), Forms.Encoded());
        using var sure = await browser.Client.PostAsync(last.Form("Remove").GetAttribute("action"), Forms.Encoded(("sure", "yes")));

        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Contains("only way to your notes from another browser", last.QuerySelector("main")!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        Assert.Equal("not-sure", (await unsure.DocumentAsync()).QuerySelector(".refusal")!.GetAttribute("data-code"));
        Assert.Equal(HttpStatusCode.SeeOther, sure.StatusCode);
        Assert.Empty((await browser.Client.OpenAsync("/settings/me")).QuerySelectorAll("#passkey-list li"));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> OpenAsync(SoftAuthenticator authenticator) =>
            await browser.Client.OpenAsync($"/settings/me/passkey?passkey={Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator)).Id}");
    }

    [Fact]
    public async Task Nobody_else_sees_or_changes_a_passkey()
    {
        var app = shared.App;
        using var owner = await PasskeyBrowser.OfWriterAsync(app);
        using var authenticator = new SoftAuthenticator();
        await owner.RegisterAsync(authenticator);
        var passkey = Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator));
        using var other = await PasskeyBrowser.OfWriterAsync(app);
        using var nobody = new PasskeyBrowser(app);

        foreach (var stranger in new[] { other, nobody })
        {
            using var shown = await stranger.Client.GetAsync($"/settings/me/passkey?passkey={passkey.Id}");
            using var renamed = await stranger.Client.PostAsync($"/settings/me/passkey?handler=Rename&passkey={passkey.Id}", Forms.Encoded(("name", "mine")));
            using var removed = await stranger.Client.PostAsync($"/settings/me/passkey?handler=Remove&passkey={passkey.Id}", Forms.Encoded(("sure", "yes")));
            Assert.All([shown, renamed, removed], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
            Assert.Empty((await stranger.Client.OpenAsync("/settings/me")).QuerySelectorAll("#passkey-list li"));
        }

        Assert.Equal("Chrome on Windows", Assert.Single(await PasskeyBrowser.RowsAsync(app, authenticator)).Name);
        using var page = await owner.Client.GetAsync($"/settings/me/passkey?passkey={passkey.Id}");
        Assert.True(page.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Requests_about_passkeys_are_limited_for_each_address()
    {
        await using var app = new ReaderApp();
        using var browser = new PasskeyBrowser(app);
        HttpResponseMessage? answer = null;
        for (var i = 0; i < 2000 && answer?.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            answer = await browser.PostAsync("/sign-in", "{}");
        }

        await PasskeyBrowser.AssertRefusedAsync(answer!, "too-fast");
        Assert.Equal(30, answer!.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        using var others = await browser.Client.SendMarkAsync(Marks.Fields(app.Essay, "the well-known American thinker"));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_can_ask_for_nothing()
    {
        var app = shared.App;
        using var browser = await PasskeyBrowser.OfWriterAsync(app);
        browser.Client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        foreach (var address in new[] { "/options", "", "/sign-in-options", "/sign-in" })
        {
            using var answer = await browser.PostAsync(address, "{}");
            await PasskeyBrowser.AssertRefusedAsync(answer, "cross-site");
        }
    }

    [Theory]
    [InlineData("\u200B\u2060", "")]
    [InlineData("\u202E \u3164", "")]
    [InlineData("my \u202Ephone\u202C", "my phone")]
    [InlineData("a\u0007b\tc", "ab c")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    public void The_name_of_a_passkey_has_nothing_that_is_not_seen(string asked, string name) => Assert.Equal(name, PasskeyNames.Normal(asked));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "internal", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "internal,hybrid", "Safari on Mac")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "internal", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "internal", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "usb", "Security key")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "hybrid", "Phone or tablet")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "", "Firefox on Linux")]
    [InlineData("curl/8.0", "internal", "Passkey")]
    [InlineData(null, "", "Passkey")]
    public void A_passkey_is_first_called_after_where_it_is(string? userAgent, string transports, string name) =>
        Assert.Equal(name, PasskeyNames.Suggested(userAgent, transports.Split(',', StringSplitOptions.RemoveEmptyEntries)));
}
