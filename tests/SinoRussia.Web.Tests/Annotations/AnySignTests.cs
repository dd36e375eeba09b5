using System.Net;
using System.Text;
using System.Text.Json;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>Notes, tags, names and searches with characters that often break programs.</summary>
public sealed class AnySignTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Words = "Friedman comes to the most important issue";

    [Theory]
    [InlineData("%EF%BF%BE")] // U+FFFE
    [InlineData("%EF%BF%BF")]
    [InlineData("%ED%A0%80")] // half a surrogate pair
    [InlineData("%00")]
    [InlineData("%F0%9F%91%8D")]
    [InlineData("co%EF%BF%BEoperation")]
    [InlineData("%22%EF%BF%BE")]
    [InlineData("%CC%81%E2%80%8D")]
    public async Task Every_search_page_accepts_any_character(string query)
    {
        var app = shared.App;
        var reader = app.NewReader();
        using var made = await reader.PostAsync("/annotations/", new StringContent(JsonSerializer.Serialize(WebAnnotation(app, "co\ufffeoperation")), Encoding.UTF8, "application/ld+json"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        foreach (var address in new[] { $"/search?q={query}", $"/?q={query}", $"/notes?q={query}", $"/notes?tag={query}", $"/notes/export.md?q={query}", "/search?q=china", "/notes?q=x" })
        {
            using var answer = await reader.GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Tags_and_colour_names_with_any_character_are_saved()
    {
        var app = shared.App;
        var reader = app.NewReader();

        using var saved = await reader.SendAsync((await reader.OpenAsync("/p/p12/notes")).Form("Note"), ("note", "kept"), ("tags", "\ufffe, co\ufffeoperation, 👍"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(["cooperation", "👍"], (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card p.tags .tag").Select(tag => tag.TextContent));

        using var named = await reader.SendAsync((await reader.OpenAsync("/notes/colours")).QuerySelectorAll("form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Single(form => form.QuerySelector("[name=amber]") is not null), ("amber", "to\ufffe do ⭐"));
        Assert.Equal(HttpStatusCode.SeeOther, named.StatusCode);
    }

    [Fact]
    public async Task Emoji_and_rare_characters_work_as_tags_in_forms_bulk_changes_and_filters()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var first = await reader.MarkAsync(app.Essay, Words, note: "one");
        var second = await reader.MarkAsync(app.Essay, "an alliance motivated by fear", note: "two");

        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{first}")).Form("Save"), ("tags", "⭐, 🇨🇳 China, 𠮷野家"));
        var page = await reader.OpenAsync("/notes");
        using var many = await reader.PostAsync(page.Form("Many").GetAttribute("action"), new FormUrlEncodedContent([new("act", "tag"), new("ids", $"{first}"), new("tags", "👍")]));

        Assert.Equal(HttpStatusCode.SeeOther, many.StatusCode);
        Assert.Equal(["⭐", "🇨🇳 China", "𠮷野家", "👍"], (await reader.OpenAsync($"/notes/{first}")).QuerySelectorAll(".note-card p.tags .tag").Select(tag => tag.TextContent));
        Assert.Equal(2, (await reader.OpenAsync("/notes")).QuerySelectorAll(".note-card").Length);
        foreach (var tag in new[] { "👍", "⭐", "🇨🇳 China", "𠮷野家" })
        {
            Assert.Equal($"card-{first}", Assert.Single((await reader.OpenAsync($"/notes?tag={Uri.EscapeDataString(tag)}")).QuerySelectorAll(".note-card")).Id);
        }

        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("✅")]
    [InlineData("???")]
    [InlineData("+++")]
    [InlineData("👍")]
    [InlineData("⭐")] // it is a tag
    [InlineData("전쟁")]
    [InlineData("می‌خواهم")]
    public async Task Notes_can_be_searched_for_symbols_and_in_any_script(string query)
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Words, note: "check ✅ this ??? and +++ 👍 한국전쟁 من می‌خواهم");
        await reader.MarkAsync(app.Essay, "an alliance motivated by fear", note: "nothing of the kind");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("tags", "⭐"));

        var mine = await reader.OpenAsync($"/notes?q={Uri.EscapeDataString(query)}");
        var all = await reader.OpenAsync($"/search?q={Uri.EscapeDataString(query)}");

        Assert.Equal($"card-{id}", Assert.Single(mine.QuerySelectorAll(".note-card")).Id);
        Assert.Single(all.QuerySelectorAll($".found-place a[href='/notes/{id}']"));
    }

    private static Dictionary<string, object> WebAnnotation(ReaderApp app, string body)
    {
        var start = app.Essay.Text.IndexOf(Words, StringComparison.Ordinal);
        return new()
        {
            ["@context"] = "http://www.w3.org/ns/anno.jsonld",
            ["type"] = "Annotation",
            ["bodyValue"] = body,
            ["target"] = new
            {
                source = "http://localhost/",
                selector = new { type = "TextQuoteSelector", exact = Words, prefix = app.Essay.Text[(start - 10)..start] },
            },
        };
    }
}
