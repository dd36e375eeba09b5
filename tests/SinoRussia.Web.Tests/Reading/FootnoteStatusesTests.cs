using SinoRussia.Essays;

namespace SinoRussia.Web.Tests.Reading;

public sealed class FootnoteStatusesTests
{
    [Fact]
    public async Task The_notes_can_be_chosen_by_status_with_their_numbers_and_meanings()
    {
        await using var app = new ReaderApp();

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
    public async Task An_essay_whose_notes_have_no_status_offers_no_choice()
    {
        await using var app = ReaderApp.WithEssay("---\ntitle: On Rivers\nlanguage: en\n---\n\n## Ice {#ice}\n\n{#p1}\nIt froze[^a].\n\n[^a]: Early.");

        Assert.Null((await app.NewReader().OpenAsync("/")).QuerySelector(".footnote-statuses"));
    }

    [Fact]
    public async Task A_broken_source_list_keeps_the_last_good_state_and_health_names_it()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var before = (await reader.OpenAsync("/")).QuerySelector("#essay")!.GetAttribute("data-revision");
        var path = Path.Combine(app.ContentFolder, "sources.yml");
        var good = await File.ReadAllTextAsync(path);

        await File.WriteAllTextAsync(path, good + "\n- key: nobody\n  title: Uncited\n");

        Assert.Equal(before, (await reader.OpenAsync("/")).QuerySelector("#essay")!.GetAttribute("data-revision"));
        Assert.Matches(@"sources\.yml:\d+: Nothing cites the source 'nobody'", System.Text.RegularExpressions.Regex.Unescape(await reader.GetStringAsync("/healthz")));

        await File.WriteAllTextAsync(path, good);
        Assert.DoesNotContain("degraded", await reader.GetStringAsync("/healthz"));
    }
}
