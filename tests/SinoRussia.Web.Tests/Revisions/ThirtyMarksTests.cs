using AngleSharp.Html.Dom;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Revisions;

/// <summary>Thirty marks, and an essay that is edited as editors do it; then the edit is undone.</summary>
public sealed class ThirtyMarksTests
{
    private const string Gone = "";

    // The marked words, and what a person would expect to be marked after the edit.
    private static readonly (string Marked, string Expected)[] Marks =
    [
        ("The emergence of communism in the early twentieth century", "The emergence of communism in the early twentieth century"),
        ("led to a brief coexistence between them", "led to a brief coexistence between them"),
        ("coexistence between them. After the end of World War II", "coexistence between them.\nAfter the end of World War II"), // split
        ("After the end of World War II, and a few years after", "After the end of World War II, and a few years after"),
        ("victory in the Chinese Civil War, the Stalinist regime", "victory in the Chinese Civil War, the Stalinist regime"), // across the number of a footnote
        ("the Stalinist regime", "the Stalinist regime"), // inside another mark
        ("Stalinist regime in Moscow became the main source", "Stalinist regime in Moscow became the main source"), // across the edge of another mark
        ("Mao Zedong's emerging regime in Beijing.\nFrom the Korean War (1950)", "Mao Zedong's emerging regime in Beijing.\nFrom the Korean War (1950)"), // across paragraphs
        ("proxy wars across India", "proxy wars across India"),
        ("the Sino-Soviet split", "the Sino-Soviet split"),
        ("the era of Vladimir Putin", "the era of Vladimir Putin"),
        ("Friedman comes to the most important issue", "Friedman comes to the most important issue"),
        ("appearances may be deceptive", "appearances may be deceptive"),
        ("may be deceptive.\nHe added that", "may be deceptive.\nHe added that"),
        ("it remains just an illusion", "it remains just an illusion"),
        ("It is at best an alliance “on paper,” (Al-Ghad Al-Jordan, November 20, 2018).", Gone), // deleted
        ("at best an alliance “on paper,”", Gone),
        ("Al-Ghad Al-Jordan", Gone),
        ("The idea that the Moscow-Beijing alliance can only confront a “common enemy”", "The idea that the Moscow-Beijing alliance can only confront a “common enemy”"), // moved
        ("an alliance motivated by fear, not hope", "an alliance motivated by fear, not hope"),
        ("hope", "hope"), // a single word
        ("partnership in values and perceptions.", "partnership in values and perceptions."),
        ("competed for influence in Asia", "competed for influence in Asia"),
        ("America absorbed 19% of China's exports", "America absorbed 19% of China's exports"),
        ("the Beijing-Moscow relationship has historically been burdened with mutual prejudices", "the Beijing-Moscow relationship was for centuries burdened with mutual prejudices"), // reworded
        ("mutual negative stereotypes as a result of a history riddled with conflict", "mutual negative stereotypes as a result of a history riddled with conflict"),
        ("a study by researcher Marcin Kachmarsky notes", "a study by researcher Marcin Kaczmarski notes"), // a typo
        ("influential groups of stakeholders", "influential groups of stakeholders"),
        ("the failed conduct of the military campaign", "the failed conduct of the military campaign"),
        ("Russians crossed Siberia from the 1580s", "Russians crossed Siberia from the 1580s"), // in a footnote
    ];

    [Fact]
    public async Task Each_mark_is_where_a_person_would_put_it_and_returns_when_the_edit_is_undone()
    {
        await using var app = new ReaderApp();
        EditableContent.Apply(app.ContentFolder); // the other files refer to people
        File.Delete(Path.Combine(app.ContentFolder, "people.yml")); // it refers to the misspelling that this edit corrects
        var reader = app.NewReader();
        var ids = new Dictionary<string, string>();
        foreach (var (marked, _) in Marks)
        {
            ids.Add(marked, (await reader.MarkAsync(app.Essay, marked, note: $"On “{marked}”")).ToString());
        }

        app.EditEssay(Edited);
        var page = await reader.OpenAsync("/");

        var found = Found(page);
        Assert.All(Marks, mark => Assert.Equal(mark.Expected.Replace("\n", ""), found.GetValueOrDefault(ids[mark.Marked], Gone)));
        Assert.Equal("3 notes whose words are gone", Assert.Single(page.QuerySelectorAll(".lost")).TextContent);
        Assert.NotNull(page.QuerySelector("#p11 .lost"));
        var changeNotice = page.QuerySelectorAll("#essay a.mark-link[data-changed]").Select(link => link.GetAttribute("data-annotation")!).Distinct();
        Assert.Equal(
            [
                .. new[]
                {
                    "The idea that the Moscow-Beijing alliance can only confront a “common enemy”",
                    "an alliance motivated by fear, not hope",
                    "hope",
                    "partnership in values and perceptions.",
                    "the Beijing-Moscow relationship has historically been burdened with mutual prejudices",
                    "a study by researcher Marcin Kachmarsky notes",
                }.Order(StringComparer.Ordinal),
            ],
            changeNotice.Select(id => ids.Single(entry => entry.Value == id).Key).Order(StringComparer.Ordinal));
        foreach (var (marked, _) in Marks.Where(mark => mark.Expected == Gone))
        {
            Assert.Contains($"On “{marked}”", await CardTextAsync(reader, ids[marked]));
        }

        app.UndoEdits();
        page = await reader.OpenAsync("/");

        found = Found(page);
        Assert.All(Marks, mark => Assert.Equal(mark.Marked.Replace("\n", ""), found.GetValueOrDefault(ids[mark.Marked], Gone)));
        Assert.Empty(page.QuerySelectorAll(".lost, [data-changed]"));
    }

    private static string Edited(string essay)
    {
        essay = essay.Replace("{#p1}\n", "{#p0}\nA new opening stands on top, in which nobody has marked a word yet.\n\n{#p1}\n"); // inserted
        essay = essay.Replace(" between them. After the end", " between them.\n\n{#p2a}\nAfter the end"); // split
        essay = essay.Replace(" It is at best an alliance “on paper,” (Al-Ghad Al-Jordan, November 20, 2018).", ""); // deleted
        essay = essay.Replace("has historically been burdened", "was for centuries burdened"); // reworded
        essay = essay.Replace("Kachmarsky[", "Kaczmarski[").Replace("Eastern powers", "eastern powers"); // corrected
        var pieces = essay.Split("\n\n").ToList();
        var moved = pieces.Single(piece => piece.StartsWith("{#p12}", StringComparison.Ordinal));
        pieces.Remove(moved);
        pieces.Insert(pieces.FindIndex(piece => piece.StartsWith("{#p20}", StringComparison.Ordinal)), moved); // moved
        return string.Join("\n\n", pieces);
    }

    // What is marked on the page, by annotation.
    private static Dictionary<string, string> Found(IHtmlDocument page) => page.QuerySelectorAll("#essay mark")
        .SelectMany(mark => mark.GetAttribute("data-annotation")!.Split(' ').Select(id => (Id: id, mark.TextContent)))
        .GroupBy(piece => piece.Id)
        .ToDictionary(pieces => pieces.Key, pieces => string.Concat(pieces.Select(piece => piece.TextContent)));

    private static async Task<string> CardTextAsync(HttpClient reader, string id) => (await reader.OpenAsync($"/notes/{id}")).QuerySelector(".note-card")!.TextContent;
}
