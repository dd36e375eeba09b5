using System.Buffers.Binary;
using System.Net;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Tests.Sharing;

public sealed class CardTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/s/friedman")]
    [InlineData("/p/p12")]
    [InlineData("/p/c1")]
    [InlineData("/people")]
    [InlineData("/timeline")]
    [InlineData("/figures")]
    [InlineData("/reading")]
    [InlineData("/about")]
    [InlineData("/cite")]
    [InlineData("/search")]
    public async Task A_shared_link_has_a_picture_of_the_stated_size(string address)
    {
        var app = shared.App;
        var reader = app.NewReader();
        var page = await reader.OpenAsync(address);
        string Meta(string name) => page.QuerySelector($"meta[property='{name}'], meta[name='{name}']")!.GetAttribute("content")!;

        using var answer = await reader.GetAsync(new Uri(Meta("og:image")).PathAndQuery);

        var png = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Meta("og:image:width"), $"{BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16))}");
        Assert.Equal(Meta("og:image:height"), $"{BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))}");
        Assert.True(png.Length is > 10_000 and < 300_000);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString());
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("summary_large_image", Meta("twitter:card"));
        Assert.NotEmpty(Meta("og:image:alt"));
    }

    [Fact]
    public async Task Every_part_of_the_essay_and_every_page_has_a_title_and_a_card_of_its_own()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        string[] addresses =
        [
            "/", "/reading", "/about", "/cite", "/search",
            .. SupplementPage.Of(app.Edition).Select(beside => $"/{beside.Page.Path}"),
            .. app.Essay.Sections.Select(section => $"/s/{section.Slug}"),
            .. app.Essay.Sections.SelectMany(section => section.Elements).Select(element => $"/p/{element.Id}"),
        ];

        var heads = new List<(string Title, string Card)>();
        foreach (var address in addresses)
        {
            var page = await reader.OpenAsync(address);
            heads.Add((page.QuerySelector("meta[property='og:title']")!.GetAttribute("content")!, page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!));
        }

        Assert.Equal(addresses.Length, heads.Select(head => head.Title).Distinct().Count());
        Assert.Equal(addresses.Length, heads.Select(head => head.Card).Distinct().Count());
        Assert.Contains(heads, head => head.Title == "“The idea that the Moscow-Beijing alliance can only confront…” · ¶ 12");
    }

    [Fact]
    public async Task An_edit_changes_the_address_of_the_card_and_the_old_one_redirects()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var before = Card.Of(app.Essay, app.Essay.FindParagraph("p12")!).Path;

        app.EditEssay("motivated by fear, not hope", "moved by fear, not hope");

        var after = Card.Of(app.Essay, app.Essay.FindParagraph("p12")!).Path;
        using var answer = await reader.GetAsync($"/{before}");
        Assert.NotEqual(before, after);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/{after}", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/cards/p-p999/0123456789abcdef.png")).StatusCode);
    }

    [Fact]
    public async Task A_known_card_is_not_sent_again()
    {
        var app = shared.App;
        var reader = app.NewReader();
        using var first = await reader.GetAsync($"/{Card.Of(app.Essay).Path}");

        var again = new HttpRequestMessage(HttpMethod.Get, $"/{Card.Of(app.Essay).Path}");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await reader.SendAsync(again)).StatusCode);
    }

    [Fact]
    public void The_lines_contain_all_words_and_none_is_wider_than_the_card()
    {
        var lines = Lines.Of("A short one and a Donaudampfschifffahrtsgesellschaft 中俄關係中俄關係中俄關係", 12, 20, text => text.Length);

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 12));
        Assert.Equal("AshortoneandaDonaudampfschifffahrtsgesellschaft中俄關係中俄關係中俄關係", string.Concat(lines).Replace(" ", ""));
    }

    [Fact]
    public void Text_that_does_not_fit_ends_with_an_ellipsis() =>
        Assert.Equal(["one two", "three…"], Lines.Of("one two three, four five six", 9, 2, text => text.Length));

    [Fact]
    public void A_card_can_be_drawn_with_any_words() =>
        Assert.All(
            new Card[] { new("x", "", new string('W', 500), new string('ü', 3000), ""), new("x", "a", "", "", ""), new("x", "", "俄羅斯 \ud83d\ude00", "\u0301", "b"), new("x", "", string.Concat(Enumerable.Repeat("😀", 400)), "\0\ufffe\u2028\u202e", "\ufeff") },
            card => Assert.NotEmpty(CardRenderer.Paint(card)));

    [Fact]
    public void Text_without_spaces_is_cut_between_characters()
    {
        for (var length = 290; length < 310; length++)
        {
            var said = new Card("x", "", "", new string('俄', length) + string.Concat(Enumerable.Repeat("😀", 20)), "").Alternative;

            Assert.EndsWith("…", said);
            Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(said)));
        }
    }
}
