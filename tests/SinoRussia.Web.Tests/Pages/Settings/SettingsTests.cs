using System.Net;
using CsCheck;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Tests.Pages.Settings;

public sealed class SettingsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task The_settings_are_on_the_root_element_of_every_later_page()
    {
        var app = shared.App;
        var reader = app.NewReader();
        await reader.OpenAsync("/"); // the cached page for everybody must not be sent to this reader

        var form = (await reader.OpenAsync("/settings")).Form("settings");
        using var answer = await reader.SendAsync(form, ("theme", "sepia"), ("size", "6"), ("returnTo", "/p/p9"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/p/p9", answer.Headers.Location!.ToString());
        foreach (var address in new[] { "/", "/p/p9", "/notes", "/settings", "/p/p9/notes" })
        {
            var root = (await reader.OpenAsync(address)).DocumentElement;
            Assert.Equal(("sepia", "6", null), (root.GetAttribute("data-theme"), root.GetAttribute("data-size"), root.GetAttribute("data-face")));
        }

        var again = await reader.OpenAsync("/settings");
        Assert.Equal("6", again.QuerySelector("input[name=size][checked]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Readers_are_told_when_their_browser_did_not_keep_the_first_settings(bool takesCookies)
    {
        var app = shared.App;
        var reader = takesCookies ? app.NewReader() : app.CreateDefaultClient(new ResendingHandler());
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Mode", "navigate");

        using var answer = await reader.SendAsync((await reader.OpenAsync("/settings")).Form("settings"), ("theme", "sepia"), ("returnTo", "/p/p9"));

        Assert.Equal(takesCookies ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(takesCookies ? "/p/p9" : null, answer.Headers.Location?.ToString());
        Assert.Equal(!takesCookies, (await answer.Content.ReadAsStringAsync()).Contains("needs a cookie to keep your settings"));
    }

    [Fact]
    public async Task One_button_resets_all_settings()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/settings")).Form("settings");
        await reader.SendAsync(form, ("theme", "dark"), ("marks", "none"));

        await reader.SendAsync(form, ("theme", "dark"), ("reset", "true"));

        Assert.DoesNotContain((await reader.OpenAsync("/")).DocumentElement.Attributes, attribute => attribute.Name.Contains("data-"));
    }

    [Fact]
    public async Task The_form_returns_to_the_page_the_reader_came_from_and_never_to_another_site()
    {
        var app = shared.App;
        var reader = app.NewReader();

        Assert.Equal("/s/friedman", await ReturnFrom("http://localhost/s/friedman"));
        Assert.Equal("/", await ReturnFrom("https://other.example/s/friedman"));
        Assert.Equal("/", await ReturnFrom("http://localhost/settings"));
        using var answer = await reader.SendAsync((await reader.OpenAsync("/settings")).Form("settings"), ("returnTo", "//other.example/"));
        Assert.Equal("/", answer.Headers.Location!.ToString());

        async Task<string?> ReturnFrom(string referer)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/settings");
            request.Headers.Add("Referer", referer);
            using var page = await reader.SendAsync(request);
            return (await page.DocumentAsync()).QuerySelector("input[name=returnTo]")!.GetAttribute("value");
        }
    }

    [Fact]
    public async Task Changing_settings_does_not_create_a_reader()
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/settings")).Form("settings"), ("theme", "dark"));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("look=theme-dark;", cookie);
    }

    [Fact]
    public void Any_settings_survive_storing()
    {
        var choice = Gen.Int[0, 6].Array[ReadingSettings.All.Length]
            .Select(picks => ReadingSettings.All.Select((setting, i) => (setting, setting.Choices[picks[i] % setting.Choices.Length].Value)).ToDictionary(p => p.setting, p => p.Value));

        choice.Sample(requested =>
        {
            var settings = ReadingSettings.From(setting => requested[setting]);
            var kept = ReadingSettings.Parse(settings.Key);
            Assert.Equal(settings.Key, kept.Key);
            Assert.All(ReadingSettings.All, setting => Assert.Equal(requested[setting], kept.ValueOf(setting)));
        });
    }

    [Theory]
    [InlineData("theme-dark.size-99.face-sans", "theme-dark.face-sans")]
    [InlineData("size-3.theme-dark", "theme-dark")]
    [InlineData("theme-dark.theme-sepia", "theme-dark")]
    [InlineData("theme-\"><script>", "")]
    [InlineData("..-.--.theme-", "")]
    [InlineData("", "")]
    public void Unknown_parts_of_a_settings_cookie_are_ignored(string cookie, string key) =>
        Assert.Equal(key, ReadingSettings.Parse(cookie).Key);
}
