using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SmartReader;

namespace SinoRussia.Web.Tests.Pages.Reading;

/// <summary>What a browser's reader view makes of the essay, with the algorithm of Firefox.</summary>
public sealed class ReaderViewTests
{
    private const string Address = "https://reader.test/";

    [Fact]
    public async Task A_reader_view_keeps_every_paragraph_and_every_footnote_and_guesses_no_author()
    {
        await using var app = new ReaderApp();
        using var reader = app.NewReader();

        var view = new Reader(Address, await reader.GetStringAsync("/")).GetArticle();
        var text = new HtmlParser().ParseDocument(view.Content);

        Assert.True(view.IsReadable);
        Assert.Equal((app.Essay.Metadata.Title, app.Essay.Metadata.Publication), (view.Title, view.Author ?? view.Byline));
        Assert.Equal(app.Essay.Footnotes.Select(footnote => footnote.Body.Id), text.QuerySelectorAll("li[id^='fn-']").Select(note => note.Id));
        Assert.All(text.QuerySelectorAll("a[href*='#fn-']").Where(reference => !IsInFootnote(reference)), reference => Assert.Equal("SUP", reference.FirstElementChild?.TagName));
        Assert.All(text.QuerySelectorAll("a[href*='#fn-']").Where(IsInFootnote), reference => Assert.Matches("^(notes? )?[0-9]+$", reference.TextContent));
        Assert.Equal(app.Essay.Sections.Select(section => section.Title), text.QuerySelectorAll("h2, h3").Select(heading => heading.TextContent).SkipLast(1));
        Assert.All(app.Essay.Elements.Where(element => element.Number is not null), paragraph =>
            Assert.StartsWith($"{paragraph.Number} {paragraph.Blocks[0].Text[..5]}", text.GetElementById(paragraph.Id)!.TextContent, StringComparison.Ordinal));
    }

    private static bool IsInFootnote(IElement reference) => reference.Closest("li[id^='fn-']") is not null;
}
