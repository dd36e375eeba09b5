using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Hosting;

public sealed class EdgesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/notes")]
    [InlineData("/p/p9/notes")]
    [InlineData("/no/such/address")]
    [InlineData("/healthz")]
    [InlineData("/css/tokens.css")]
    public async Task Every_answer_has_a_strict_policy_and_the_usual_headers(string address)
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync(address);

        var policy = Header(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task No_page_has_inline_script_or_style_and_the_policy_forbids_both()
    {
        var app = shared.App;

        using var answer = await app.NewReader().GetAsync("/p/p9");

        Assert.Empty((await answer.DocumentAsync()).QuerySelectorAll("script:not([src], [type='application/ld+json']), style, [style]"));
        Assert.Contains("script-src 'self'; style-src 'self';", Header(answer, "Content-Security-Policy"));
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://other.example")]
    [InlineData(null, "null")]
    public async Task A_post_from_another_site_changes_nothing(string? site, string? origin)
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");
        reader.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        if (site is not null)
        {
            reader.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            reader.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var answer = await reader.SendAsync(form, ("note", "not mine"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("from a page of another site", await answer.Content.ReadAsStringAsync());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        using var toProgram = await reader.FetchAsync(form, ("note", "not mine"));
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json"), (toProgram.StatusCode, toProgram.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task An_older_browser_that_sends_our_own_origin_is_served()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/p/p9/notes")).Form("Note");
        reader.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        reader.DefaultRequestHeaders.Add("Origin", "http://localhost");

        using var answer = await reader.SendAsync(form, ("note", "mine"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task With_a_path_base_every_address_of_the_page_includes_it()
    {
        await using var app = new ReaderApp().With("Site:PathBase", "/reader");
        var reader = app.NewReader();

        var page = await reader.OpenAsync("/reader/p/p9/notes");

        var addresses = page.QuerySelectorAll("a[href], link[href], script[src], form[action]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src") ?? e.GetAttribute("action")!)
            .Where(address => address.StartsWith('/'));
        Assert.All(addresses, address => Assert.StartsWith("/reader/", address));
        using var saved = await reader.SendAsync(page.Form("Note"), ("note", "kept"));
        Assert.StartsWith("/reader/notes/", saved.RequestMessage!.RequestUri!.AbsolutePath); // the check of the cookie
        Assert.StartsWith("/reader/p/p9/notes", saved.Headers.Location!.ToString());
        Assert.Contains("path=/reader", saved.Headers.GetValues("Set-Cookie").Single());
    }

    [Fact]
    public async Task Forwarded_headers_are_ignored_by_default()
    {
        var app = shared.App;
        var reader = app.NewReader();
        reader.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        var page = await reader.OpenAsync("/");

        Assert.DoesNotContain("evil.example", page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task The_readers_cookie_is_HttpOnly_and_SameSite_and_does_not_reveal_the_id()
    {
        var app = shared.App;

        using var answer = await app.NewReader().SendMarkAsync(Marks.Fields(app.Essay, "the well-known American thinker"));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.Contains("max-age=34560000", cookie);
    }

    [Fact]
    public async Task A_forged_cookie_means_a_new_reader_and_no_error()
    {
        var app = shared.App;
        var reader = app.NewReader();
        reader.DefaultRequestHeaders.Add("Cookie", "reader=CfDJ8forged");

        using var answer = await reader.GetAsync("/notes");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Health_reports_ready_and_what_is_served()
    {
        await using var app = new ReaderApp();

        using var answer = await app.NewReader().GetAsync("/healthz");
        var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(["status", "revision", "marks", "problems"], health.EnumerateObject().Select(member => member.Name));
        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal(app.Essay.Revision, health.GetProperty("revision").GetString());
        Assert.Equal("[]", health.GetProperty("problems").GetRawText());
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
    }

    [Fact]
    public async Task A_health_check_that_throws_is_reported_without_its_message()
    {
        await using var app = new ReaderApp();
        await using var broken = app.WithWebHostBuilder(host => host.ConfigureTestServices(services =>
            services.AddHealthChecks().AddCheck("broken", () => throw new InvalidOperationException("a path of this machine"))));

        using var answer = await broken.CreateClient().GetAsync("/healthz");
        var said = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("A health check failed", said);
        Assert.DoesNotContain("of this machine", said);
    }

    [Fact]
    public async Task A_stylesheet_is_served_complete_and_fingerprinted()
    {
        var app = shared.App;
        var reader = app.NewReader();

        var address = (await reader.OpenAsync("/")).QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        Assert.Matches(@"^/dist/[a-z-]+\.[a-z0-9]+\.css$", address);
        Assert.Contains("--paper", await reader.GetStringAsync(address));
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
