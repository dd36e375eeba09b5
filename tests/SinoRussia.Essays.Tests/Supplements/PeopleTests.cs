using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Tests.Supplements;

public sealed class PeopleTests
{
    private const string Anna = "- key: anna\n  name: Anna Ivanova\n  role: Ferrywoman\n  note: She crossed. Often.\n  names: [Anna Ivanova, Anna]\n";

    [Fact]
    public void People_are_found_by_the_forms_of_their_names_as_whole_words()
    {
        var essay = Texts.Edition("Anna met Annabel. Then Anna Ivanova's boat sank.", ("people.yml", Anna)).Essay;

        Assert.Equal(["Anna", "Anna Ivanova"], essay.Supplements.Mentions.Select(mention => essay.TextOf(mention.Passage)));
    }

    [Fact]
    public void Every_fault_of_the_file_has_its_line_and_all_are_reported_at_once()
    {
        var faults = Texts.FaultsOfEdition("Anna rowed.", ("people.yml",
            """
            - key: anna
              name: Anna
              note: She rowed.
              names:
                - Anna
                - Boris
            - key: anna
              name: Clara
              role: Passenger
              note: She sat.
              meant: [p1, p9]
            - name: Dora
              role: None
              note: Nobody.
              names: [Anna]
            - key: ella
              name: Ella
              role: Cook
              note: She cooked.
              born: 1900
            """));

        Assert.Equal(
            [
                "people.yml:1: This person lacks 'role'.",
                "people.yml:6: The name 'Boris' does not occur in the essay.",
                "people.yml:7: The address 'anna' is already taken in line 1.",
                "people.yml:11: The essay has no paragraph 'p9'.",
                "people.yml:12: This entry has no key. Write a line such as 'key: putin'.",
                "people.yml:15: The name 'Anna' is already given to 'anna'.",
                "people.yml:16: This person has neither 'names' to look for nor paragraphs where they are 'meant'.",
                "people.yml:20: This person has an unknown entry 'born'.",
            ],
            faults);
    }

    [Fact]
    public void A_file_that_is_not_a_list_is_a_fault_and_an_empty_one_has_no_people()
    {
        Assert.Contains("people.yml:1: The file is not a list", string.Concat(Texts.FaultsOfEdition("Anna.", ("people.yml", "anna: Anna"))), StringComparison.Ordinal);
        Assert.Empty(Texts.Edition("Anna.", ("people.yml", "# nobody yet")).Essay.Supplements.People);
    }

    [Fact]
    public void A_first_mention_is_a_link_to_the_person_and_the_next_is_not()
    {
        Assert.Contains(
            """<a class="term" draggable="false" href="/people#anna">Anna</a> rowed. Anna sang.<a class="pen" """,
            Render("Anna rowed. Anna sang."), StringComparison.Ordinal);
    }

    [Fact]
    public void A_highlight_over_half_a_name_is_inside_the_name_link_and_its_own_link_comes_after_it()
    {
        var html = Render("So Anna Ivanova rowed.", (0, 7), (8, 21));

        Assert.Contains(
            """<mark class="highlight" data-colour="amber" data-annotation="h0">So </mark><a class="term" draggable="false" href="/people#anna"><mark class="highlight" data-colour="amber" data-annotation="h0">Anna</mark> <mark class="highlight" data-colour="amber" data-annotation="h1">Ivanova</mark></a><a class="mark-link" """,
            html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("class=\"mark-link\"").Length - 1);
    }

    [Theory]
    [InlineData("See [Anna's page](https://example.org/a).")]
    [InlineData("It was *Anna* Ivanova.", "<a class=\"term\" draggable=\"false\" href=\"/people#anna\">Anna</a></em>")]
    [InlineData("Anna[^n] Ivanova.\n\n[^n]: A note.", ">Anna</a><a class=\"noteref\"")]
    public void A_name_in_a_link_or_in_emphasis_or_before_a_footnote_gives_valid_html(string paragraph, string? expected = null)
    {
        var people = Anna.Replace("[Anna Ivanova, Anna]", "[Anna]", StringComparison.Ordinal);
        var essay = Texts.Edition(paragraph, ("people.yml", people)).Essay;

        var html = new EssayHtml(essay, [], Links.AtRoot).Element(essay.FindParagraph("p1")!);

        Assert.Equal(expected is not null, html.Contains("class=\"term\"", StringComparison.Ordinal));
        Assert.Contains(expected ?? "", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_people_of_the_essay_are_found_where_it_names_them()
    {
        var essay = Texts.TheEssay();

        string[] Naming(string key) => [.. essay.Supplements.Naming(essay.Supplements.People.Single(person => person.Key == key)).Select(element => element.Id)];

        Assert.Equal(["p5", "c1", "p39", "p48", "p50", "p51"], Naming("putin"));
        Assert.Equal(["p39", "p48", "p51"], Naming("xi"));
        Assert.Equal(["p21"], Naming("marcin-kaczmarski"));
        Assert.Equal(["p40"], Naming("jude-blanchette"));
        Assert.Equal(["p14", "p16"], Naming("sarah-kirchberger"));
        Assert.Equal(["p2", "p4"], Naming("mao"));
        Assert.Empty(Naming("mercy-kuo"));
        Assert.True(essay.Supplements.People.Length >= 20);
    }

    [Fact]
    public void A_person_is_a_term_once_in_each_section()
    {
        var essay = Texts.TheEssay();
        var html = new EssayHtml(essay, [], Links.AtRoot);

        foreach (var section in essay.Sections)
        {
            var keys = html.Section(section).Split("href=\"/people#").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToList();
            Assert.Equal(keys.Distinct(), keys);
            Assert.Equal(
                essay.Supplements.Mentions.Where(mention => section.Elements.Contains(mention.Element)).Select(mention => mention.Person.Key).Distinct(),
                keys);
        }
    }

    private static string Render(string paragraph, params (int Start, int End)[] highlights)
    {
        var essay = Texts.Edition(paragraph, ("people.yml", paragraph.Contains("Ivanova", StringComparison.Ordinal) ? Anna : Anna.Replace("Anna Ivanova, ", "", StringComparison.Ordinal))).Essay;
        var element = essay.FindParagraph("p1")!;
        var marks = highlights.Select((h, i) => new Highlight($"h{i}", new Passage(element.Start + h.Start, element.Start + h.End), "amber", false));
        return new EssayHtml(essay, [.. marks], Links.AtRoot).Element(element);
    }
}
