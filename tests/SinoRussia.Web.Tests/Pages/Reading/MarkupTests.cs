using System.Globalization;
using AngleSharp.Dom;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Pages.Reading;

/// <summary>Rules for the markup of every page, whatever script readers wrote in.</summary>
public sealed class MarkupTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string[] Pages =
    [
        "/", "/p/p9", "/p/p9/notes", "/notes", "/notes/bin", "/notes/colours", "/notes/everything", "/search?q=china", "/people", "/timeline", "/figures", "/reading", "/settings", "/about", "/cite?p=p9", "/shortcuts",
    ];

    [Fact]
    public async Task Text_of_any_script_has_its_direction_and_every_date_is_machine_readable()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, "the well-known American thinker", note: "הערה בעברית (ראו NATO), כולל סוגריים!\n\n- one\n- two\n\n> quoted\n\n    code\n\n# title");
        using var edited = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("note", "שלום"), ("tags", "עברית, two"));
        using var thrown = await reader.SendAsync((await reader.OpenAsync($"/notes/{await reader.MarkAsync(app.Essay, "appearances may be deceptive", note: "first")}")).Form("Delete"));

        var (fields, bodies, tags, moments) = (0, 0, 0, 0);
        foreach (var path in Pages.Append($"/notes/{id}"))
        {
            var page = await reader.OpenAsync(path);
            foreach (var field in page.QuerySelectorAll("textarea, input").Where(field => field.GetAttribute("type") is null or "text" or "search"))
            {
                Assert.True(field.GetAttribute("dir") == "auto", $"{path}: {field.OuterHtml}");
                fields++;
            }

            foreach (var body in page.QuerySelectorAll(".note-body"))
            {
                Assert.Equal("auto", body.GetAttribute("dir"));
                Assert.All(body.Children, block => Assert.Equal("auto", block.GetAttribute("dir")));
                Assert.Empty(body.QuerySelectorAll(":scope > * [dir]")); // the direction of a list is that of the words in its items
                bodies += body.ChildElementCount;
            }

            foreach (var tag in page.QuerySelectorAll("a.tag, span.tag, label.tag > span"))
            {
                Assert.Equal("auto", tag.GetAttribute("dir"));
                tags++;
            }

            foreach (var time in page.QuerySelectorAll("time[datetime*=T]"))
            {
                Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$", time.GetAttribute("datetime"));
                Assert.EndsWith(" UTC", time.TextContent);
                Assert.Equal("local-moment", time.ParentElement!.LocalName);
                Assert.Equal(
                    DateTimeOffset.Parse(time.GetAttribute("datetime")!, CultureInfo.InvariantCulture).UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
                    time.TextContent.Replace(" UTC", "", StringComparison.Ordinal).Split(',')[0]);
                moments++;
            }
        }

        Assert.True(fields >= 15 && bodies >= 7 && tags >= 4 && moments >= 4, $"{fields} {bodies} {tags} {moments}");
    }

    [Theory]
    [InlineData("^^^\nPicture.\n^^^ The caption")]
    [InlineData("^^^ The caption\nPicture.\n^^^")]
    [InlineData("^^^\n^^^ The caption")]
    public async Task A_caption_is_the_first_or_the_last_child_of_its_figure_and_contains_its_pencil(string figure)
    {
        await using var app = ReaderApp.WithEssay($"---\ntitle: T\nlanguage: en\n---\n\n## One {{#one}}\n\n{{#p1}}\nWords.\n\n{{#c1}}\n{figure}\n");

        var made = (await app.NewReader().OpenAsync("/")).QuerySelector("figure#c1")!;

        var caption = Assert.Single(made.QuerySelectorAll("figcaption"));
        Assert.True(caption == made.FirstElementChild || caption == made.LastElementChild, made.OuterHtml);
        Assert.NotNull(caption.QuerySelector(".pen[data-apparatus]"));
        Assert.NotNull(made.QuerySelector(".missing-picture"));
    }

    [Fact]
    public async Task No_page_has_a_carriage_return_as_a_character_reference()
    {
        var app = shared.App;

        var html = await app.NewReader().GetStringAsync("/cite?p=p9&quote=the%20well-known%20American%20thinker");

        Assert.Contains("TY  - ", html);
        Assert.DoesNotContain("&#xD;", html);
    }
}
