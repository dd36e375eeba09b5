using AngleSharp.Dom;
using SinoRussia.Essays;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The page of the reader's notes: its sections, filters with counts, menus, found words and its form for print.</summary>
public sealed class MyNotesPageTests
{
    private const string First = "had controversial relations";
    private const string Second = "Friedman comes to the most important issue";
    private const string Third = "an alliance motivated by fear";

    [Fact]
    public async Task Notes_stand_under_the_titles_of_their_sections_unless_sorted_by_time()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        foreach (var words in new[] { Third, Second, First, app.Essay.TextOf(new Passage(app.Essay.Footnotes[0].Body.Start, app.Essay.Footnotes[0].Body.Start + 20)) })
        {
            await reader.MarkAsync(app.Essay, words);
        }

        var page = await reader.OpenAsync("/notes");

        var titles = app.Essay.Sections.Select(section => section.Title).ToList();
        Assert.Equal([titles[0], First, titles[2], Second, Third, "Footnotes", "¶"], Lines(page).Select((line, i) => i == 6 ? "¶" : line));
        Assert.Equal(["I", "III", ""], page.QuerySelectorAll(".entries > h2").Select(heading => heading.GetAttribute("data-number")));
        Assert.Equal(["¶ 1", "¶ 10", "¶ 12", "Footnote 1"], page.QuerySelectorAll(".note-place > span > span").Select(place => place.TextContent.TrimEnd(' ', '·')));
        Assert.Empty((await reader.OpenAsync("/notes?sort=newest")).QuerySelectorAll(".entries > h2"));
    }

    [Fact]
    public async Task A_note_whose_words_are_gone_stands_at_the_end_with_a_heading_of_its_own()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, Second);
        await reader.MarkAsync(app.Essay, Third);
        app.RemoveParagraph("p10");

        var page = await reader.OpenAsync("/notes");

        Assert.Equal([app.Essay.Sections[2].Title, Third, "No longer in the essay", Second], Lines(page));
        var markdown = await reader.GetStringAsync("/notes/export.md");
        Assert.True(markdown.IndexOf(Second, StringComparison.Ordinal) > markdown.IndexOf(Third, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "All 3*", "With a note 2", "#one 2", "#two 1", "Amber 2", "Rose 1")]
    [InlineData("?kind=note", "All 3", "With a note 2*", "#one 1", "#two 1", "Amber 2")]
    [InlineData("?tag=ONE", "All 3", "With a note 1", "#one 2*", "#two 1", "Amber 1", "Rose 1")]
    [InlineData("?colour=rose", "All 3", "#one 1", "Amber 2", "Rose 1*")]
    [InlineData("?kind=highlight&sort=newest", "All 3", "With a note 2", "Without a note 1*", "Newest first*", "#one 1", "Rose 1")]
    [InlineData("?q=fear&state=exact", "All 3", "As it was marked 1*", "#one 1", "Rose 1")]
    public async Task Each_filter_is_a_link_with_the_number_of_notes_that_it_would_show(string query, params string[] chips)
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First, note: "words");
        var second = await reader.MarkAsync(app.Essay, Second, note: "more");
        var third = await reader.MarkAsync(app.Essay, Third, "Rose");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{second}")).Form("Save"), ("tags", "one, two"));
        using var other = await reader.SendAsync((await reader.OpenAsync($"/notes/{third}")).Form("Save"), ("tags", "one"));

        var page = await reader.OpenAsync($"/notes{query}");

        Assert.Equal(chips, page.QuerySelectorAll(".chips a").Select(chip => $"{string.Join(' ', chip.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}{(chip.HasAttribute("aria-current") ? "*" : "")}"));
        foreach (var chip in page.QuerySelectorAll(".chips a:not([aria-current])").Where(chip => !chip.TextContent.StartsWith("All", StringComparison.Ordinal)))
        {
            var shown = (await reader.OpenAsync(chip.GetAttribute("href")!)).QuerySelectorAll(".entry").Length;
            Assert.EndsWith($" {shown}", chip.TextContent.Trim());
        }
    }

    [Fact]
    public async Task Found_words_are_marked_in_the_passage_the_note_and_the_tags()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, Third, note: "no *fé*ar, fearless <b>");
        using var tagged = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("tags", "Fear & loathing"));

        var page = await reader.OpenAsync("/notes?q=fear");

        Assert.Equal(["fear", "fé", "ar", "fear", "Fear"], page.QuerySelectorAll(".entry mark.found").Select(mark => mark.TextContent));
        Assert.Equal(Third, page.QuerySelector(".quotation")!.TextContent.Trim());
        Assert.Empty((await reader.OpenAsync("/notes")).QuerySelectorAll("mark.found"));
    }

    [Fact]
    public async Task The_head_of_the_page_exports_what_the_filter_shows()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First, note: "with words");
        await reader.MarkAsync(app.Essay, Third);

        var links = (await reader.OpenAsync("/notes?kind=note")).QuerySelectorAll(".notes-head .menu a").Select(link => link.GetAttribute("href")!).ToList();

        Assert.Equal(["/notes/export.md?kind=note", "/notes/export.jsonld?kind=note", "/notes?kind=note&whole=yes", "/notes/everything.zip"], links);
        var markdown = await reader.GetStringAsync(links[0]);
        Assert.Contains(First, markdown);
        Assert.DoesNotContain(Third, markdown);
    }

    [Fact]
    public async Task The_page_for_print_has_every_note_and_no_control()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await MyNotesTests.AddManyAsync(app, reader, 120);

        var page = await reader.OpenAsync("/notes?whole=yes");

        Assert.Equal(120, page.QuerySelectorAll(".entry").Length);
        Assert.Empty(page.QuerySelectorAll(".notes-page :is(form, input, button, select, textarea, details)"));
        Assert.NotEmpty(page.QuerySelectorAll(".entries > h2"));
    }

    [Fact]
    public async Task Without_script_a_link_leads_to_the_page_with_boxes_to_tick_and_back()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First);
        var page = await reader.OpenAsync("/notes?colour=amber");
        Assert.Equal("no", page.QuerySelector(".notes-page")!.GetAttribute("data-selecting"));

        var selecting = await reader.OpenAsync(page.QuerySelector(".select")!.GetAttribute("href")!);

        Assert.Equal("yes", selecting.QuerySelector(".notes-page")!.GetAttribute("data-selecting"));
        Assert.Equal("/notes?colour=amber", selecting.QuerySelector(".select")!.GetAttribute("href"));
        var box = selecting.QuerySelector(".entry > input")!;
        Assert.Equal((selecting.Form("Many").Id, "ids"), (box.GetAttribute("form"), box.GetAttribute("name")));
        using var recoloured = await reader.PostAsync(selecting.Form("Many").GetAttribute("action"), new FormUrlEncodedContent([new("ids", box.GetAttribute("value")!), new("colour", "blue")]));
        Assert.Equal("blue", (await reader.OpenAsync("/notes")).QuerySelector(".note-card")!.GetAttribute("data-colour"));
    }

    [Fact]
    public async Task Two_hundred_tags_are_all_links_and_only_the_most_used_are_open()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        foreach (var (words, start) in new[] { (First, 0), (Second, 20), (Third, 40) })
        {
            var id = await reader.MarkAsync(app.Essay, words);
            using var saved = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Save"), ("tags", string.Join(',', Enumerable.Range(start, 19).Select(i => $"tag {i}").Append("often"))));
        }

        var page = await reader.OpenAsync("/notes?tag=tag+45&kind=highlight");

        var open = page.QuerySelectorAll(".notes-filter > .chips bdi").Select(tag => tag.TextContent).Where(tag => tag.StartsWith('#')).ToList();
        Assert.Equal(10, open.Count);
        Assert.Equal(["#tag 45", "#often"], open.Take(2));
        Assert.Equal("48 more tags", page.QuerySelector(".other-tags > summary")!.TextContent);
        Assert.Equal(48, page.QuerySelectorAll(".other-tags a").Length);
    }

    [Fact]
    public async Task Saving_in_the_list_answers_with_an_entry_of_the_list()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.MarkAsync(app.Essay, First);
        var form = (await reader.OpenAsync("/notes")).Form("Save");

        using var saved = await reader.FetchAsync(form, ("note", "from the list"));
        using var stale = await reader.FetchAsync(form, ("note", "from elsewhere"));

        foreach (var answer in new[] { saved, stale })
        {
            var card = (await answer.DocumentAsync()).QuerySelector(".note-card")!;
            Assert.NotNull(card.QuerySelector(".note-actions .edit"));
            Assert.Equal("from the list", card.QuerySelector(".note-body")!.TextContent.Trim());
        }
    }

    [Fact]
    public async Task A_highlight_that_was_only_deleted_and_restored_has_no_earlier_versions()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, First);
        using var deleted = await reader.SendAsync((await reader.OpenAsync("/notes")).Form("Delete"));
        using var restored = await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("Restore"));
        Assert.DoesNotContain("Earlier versions", await reader.GetStringAsync("/notes"));
        Assert.DoesNotContain("Earlier versions", await reader.GetStringAsync($"/notes/{id}"));

        using var changed = await reader.SendAsync((await reader.OpenAsync("/notes")).Form("Save"), ("note", "new"));

        Assert.Contains("Earlier versions", await reader.GetStringAsync("/notes"));
    }

    [Fact]
    public async Task An_empty_list_shows_three_steps_and_says_that_notes_stay_in_this_browser()
    {
        await using var app = new ReaderApp();

        var page = await app.NewReader().OpenAsync("/notes");

        Assert.Equal(3, page.QuerySelectorAll(".first-steps > li > svg[aria-hidden=true]").Length);
        Assert.Contains("live in this browser", page.QuerySelector(".none-yet")!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".notes-tools, .notes-filter, .many"));
    }

    // The headings and the quotations of the list.
    private static IEnumerable<string> Lines(IParentNode page) => page.QuerySelectorAll(".entries > h2, .entries .quotation").Select(line => line.TextContent.Trim());
}
