using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Pages.Supplements;

public sealed class PeoplePageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Each_person_has_a_card_with_links_to_every_paragraph_that_names_them()
    {
        var app = shared.App;

        var page = await app.NewReader().OpenAsync("/people");

        Assert.Equal(app.Essay.Supplements.People.Select(person => person.Key).Order(), page.QuerySelectorAll(".person").Select(card => card.Id!).Order());
        foreach (var person in app.Essay.Supplements.People)
        {
            var links = page.QuerySelectorAll($"#{person.Key} .places a").Select(a => a.GetAttribute("href")!.Split('#')[1]).ToHashSet();
            var named = app.Essay.Elements
                .Where(element => element.Id[0] is 'p' or 'c' && app.Essay.FindParagraph(element.Id) is not null)
                .Where(element => person.Names.Concat(person.Misprints).Any(name => element.Blocks[0].Text.Split(name).Skip(1).Any(rest => rest.Length == 0 || !char.IsLetter(rest[0]))))
                .Select(element => element.Id);
            Assert.Superset(named.ToHashSet(), links);
            Assert.NotEmpty(links);
        }

        Assert.Contains("Printed as “Marcin Kachmarsky”", page.QuerySelector("#marcin-kaczmarski")!.TextContent);
    }

    [Fact]
    public async Task A_changed_block_is_returned_with_its_terms()
    {
        var app = shared.App;
        var reader = app.NewReader();
        var page = await reader.OpenAsync("/");
        Assert.NotNull(page.QuerySelector("#p9 a.term[href='/people#george-friedman']"));

        using var answer = await reader.SendMarkAsync(Marks.Fields(app.Essay, "thinker George"));

        Assert.NotNull((await answer.DocumentAsync()).QuerySelector("#p9 a.term"));
    }

    [Fact]
    public async Task With_a_broken_people_file_the_last_good_one_is_used_and_health_reports_file_and_line()
    {
        await using var app = new ReaderApp();
        var reader = app.NewReader();
        await reader.OpenAsync("/people");

        var file = Path.Combine(app.ContentFolder, "people.yml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("meant: [p41]", "meant: [p410]"));

        Assert.NotNull((await reader.OpenAsync("/people")).QuerySelector("#hal-brands"));
        Assert.Matches(@"people\.yml:\d+: The essay has no paragraph", await reader.GetStringAsync("/healthz"));
    }
}
