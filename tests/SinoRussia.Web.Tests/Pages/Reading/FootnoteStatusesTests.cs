using SinoRussia.Essays;

namespace SinoRussia.Web.Tests.Pages.Reading;

public sealed class FootnoteStatusesTests
{
    [Fact]
    public async Task Footnotes_can_be_filtered_by_status_with_counts_and_meanings()
    {
        await using var app = new ReaderApp();
        app.EditEssay(Texts.WithEveryStatus);

        var page = await app.NewReader().OpenAsync("/");

        var choices = page.QuerySelectorAll(".footnote-statuses label").ToDictionary(label => label.QuerySelector("input")!.GetAttribute("value")!);
        Assert.Equal(["all", .. FootnoteStatus.All.Select(status => status.Name)], choices.Keys);
        foreach (var status in FootnoteStatus.All)
        {
            var shown = page.QuerySelectorAll($".footnotes > ol > li[data-status={status.Name}]").Length;
            Assert.Equal(app.Essay.Footnotes.Count(footnote => footnote.Status == status), shown);
            Assert.Contains($"({shown})", choices[status.Name].TextContent);
            Assert.Contains(status.Meaning, choices[status.Name].TextContent);
        }
    }

    [Fact]
    public async Task An_essay_whose_footnotes_have_no_status_has_no_filter()
    {
        await using var app = ReaderApp.WithEssay("---\ntitle: On Rivers\nlanguage: en\n---\n\n## Ice {#ice}\n\n{#p1}\nIt froze[^a].\n\n[^a]: Early.");

        Assert.Null((await app.NewReader().OpenAsync("/")).QuerySelector(".footnote-statuses"));
    }

    [Fact]
    public async Task With_a_broken_source_list_the_last_good_one_is_used_and_health_reports_it()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var before = (await reader.OpenAsync("/")).QuerySelector("#essay")!.GetAttribute("data-revision");
        var good = await File.ReadAllBytesAsync(Path.Combine(app.ContentFolder, "sources.yml"));

        app.WriteContent("sources.yml", [.. good, .. "\n- key: nobody\n  title: Uncited\n"u8]);

        Assert.Equal(before, (await reader.OpenAsync("/")).QuerySelector("#essay")!.GetAttribute("data-revision"));
        Assert.Matches(@"sources\.yml:\d+: Nothing cites the source 'nobody'", System.Text.RegularExpressions.Regex.Unescape(await reader.GetStringAsync("/healthz")));

        app.WriteContent("sources.yml", good);
        Assert.DoesNotContain("degraded", await reader.GetStringAsync("/healthz"));
    }
}
