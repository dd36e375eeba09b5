using System.Net;
using CsCheck;
using SinoRussia.Web.PageCache;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Tests.Reading;

public sealed class SettingsTests
{
    [Fact]
    public async Task What_is_chosen_is_on_the_root_element_of_every_page_from_then_on()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/"); // what is kept in memory for all must not be sent to this one

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
    public async Task A_browser_is_asked_whether_it_kept_the_first_choices_and_its_reader_told_when_it_did_not(bool takesCookies)
    {
        await using var app = new ReaderApp();
        var reader = takesCookies ? app.NewReader() : app.CreateDefaultClient();
        reader.DefaultRequestHeaders.Add("Sec-Fetch-Mode", "navigate");

        using var answer = await reader.SendAsync((await reader.OpenAsync("/settings")).Form("settings"), ("theme", "sepia"), ("returnTo", "/p/p9"));
        using var asked = await reader.GetAsync(answer.Headers.Location);

        Assert.Equal(takesCookies ? HttpStatusCode.SeeOther : HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Equal(takesCookies ? "/p/p9" : null, asked.Headers.Location?.ToString());
        Assert.Equal(!takesCookies, (await asked.Content.ReadAsStringAsync()).Contains("keeps your settings by a cookie"));
    }

    [Fact]
    public async Task All_is_as_it_comes_again_after_one_button()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var form = (await reader.OpenAsync("/settings")).Form("settings");
        await reader.SendAsync(form, ("theme", "dark"), ("marks", "none"));

        await reader.SendAsync(form, ("theme", "dark"), ("reset", "true"));

        Assert.DoesNotContain((await reader.OpenAsync("/")).DocumentElement.Attributes, attribute => attribute.Name.Contains("data-"));
    }

    [Fact]
    public async Task The_form_leads_back_to_where_the_reader_came_from_and_never_elsewhere()
    {
        await using var app = new ReaderApp();
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
    public async Task Choosing_makes_nobody_a_reader_with_an_id()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        using var answer = await reader.SendAsync((await reader.OpenAsync("/settings")).Form("settings"), ("theme", "dark"));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("look=theme-dark;", cookie);
    }

    [Fact]
    public void Any_choice_survives_being_kept()
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
    public void Of_a_strange_cookie_only_what_is_known_is_believed(string cookie, string key) =>
        Assert.Equal(key, ReadingSettings.Parse(cookie).Key);
}
