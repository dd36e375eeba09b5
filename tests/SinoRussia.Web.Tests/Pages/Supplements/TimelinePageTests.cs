namespace SinoRussia.Web.Tests.Pages.Supplements;

public sealed class TimelinePageTests
{
    [Fact]
    public async Task The_timeline_lists_and_draws_all_events_with_links_to_their_paragraphs_and_back()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();

        var page = await reader.OpenAsync("/timeline");

        var events = app.Essay.Supplements.Events;
        Assert.Equal(events.Select(one => (one.Key, one.Date.Iso)), page.QuerySelectorAll("li.event").Select(item => (item.Id!, item.QuerySelector("time")!.GetAttribute("datetime")!)));
        foreach (var drawing in page.QuerySelectorAll("svg"))
        {
            Assert.Equal(
                events.Select(one => ($"#{one.Key}", one.Date.Iso)).Order(),
                drawing.QuerySelectorAll("a").Select(a => (a.GetAttribute("href")!, a.GetAttribute("data-date")!)).Order());
        }

        var essay = await reader.OpenAsync("/");
        foreach (var one in events)
        {
            Assert.Equal(one.Paragraphs.Select(id => $"/p/{id}#{id}"), page.QuerySelectorAll($"#{one.Key} .places a").Select(a => a.GetAttribute("href")!));
            Assert.All(one.Paragraphs, id => Assert.Equal(!one.IsEditors, essay.QuerySelector($"#{id} .dates a[href='/timeline#{one.Key}']") is not null));
        }
    }
}
