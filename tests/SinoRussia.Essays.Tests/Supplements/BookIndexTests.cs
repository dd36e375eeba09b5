using System.Text;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Tests.Supplements;

/// <summary>What counts as a mention in the index.</summary>
public sealed class BookIndexTests
{
    private const string People = "- { key: anna, name: Anna Ivanova, indexed: 'Ivanova, Anna', role: Ferrywoman, note: She crossed., names: [Anna] }\n- { key: li, name: Li Wei, role: Pilot, note: He steered., names: [Li Wei] }\n";
    private const string Sources = "- { key: times, title: Ice, outlet: The Lena Times, kind: press }\n";

    [Theory]
    [InlineData("The Upper Lena froze.", "")]
    [InlineData("The Upper Lena and the Lena froze.", "p1")]
    [InlineData("The Lenas froze.", "")]
    [InlineData("The *Lena* froze.", "p1")]
    public void A_name_counts_as_a_whole_word_and_not_inside_a_longer_name(string paragraph, string places)
    {
        Assert.Equal(places, string.Join(',', Entry("lena", paragraph, "It froze on the Lena.").Paragraphs.Select(element => element.Id)));
    }

    [Theory]
    [InlineData("It froze. Source: [@times].", false)]
    [InlineData("It froze on the Lena. Source: [@times].", true)]
    [InlineData("It froze on the Upper Lena. Source: [@times].", false)]
    public void The_name_of_a_source_is_no_mention(string note, bool isMentioned)
    {
        Assert.Equal(isMentioned, !Entry("lena", "The Lena and the Upper Lena froze.", note).Footnotes.IsEmpty);
    }

    [Theory]
    [InlineData("anna", "Ivanova saw it.", true)]
    [InlineData("anna", "Anna saw it.", true)]
    [InlineData("anna", "Ivanovas saw it.", false)]
    [InlineData("li", "Li’s ship was there.", true)]
    [InlineData("li", "Wei was there.", false)]
    public void A_footnote_may_name_a_person_by_the_name_that_the_index_sorts_by(string key, string note, bool isMentioned)
    {
        Assert.Equal(isMentioned, !Entry(key, "The Lena and the Upper Lena.", note).Footnotes.IsEmpty);
    }

    [Fact]
    public void Articles_and_quotation_marks_do_not_count_in_the_order()
    {
        var terms = Index("The Lena and the Upper Lena.", "Khabarov was there.").Select(entry => entry.Term);

        Assert.Equal(["The Amur Times", "“Ice”", "Ivanova, Anna", "Khabarov", "Lena", "Li Wei", "Upper Lena"], terms);
    }

    [Fact]
    public void A_person_whom_only_a_footnote_names_has_an_entry_without_a_link_to_the_people()
    {
        var entry = Entry("khabarov", "The Lena and the Upper Lena.", "Khabarov was there.");

        Assert.Equal((IndexKind.Person, false, 1), (entry.Kind, entry.IsInPeople, Assert.Single(entry.Footnotes).Number));
        Assert.True(Entry("anna", "The Lena.", "Khabarov was there.").IsInPeople);
    }

    private static IndexEntry Entry(string key, string paragraph, string note) => Index(paragraph, note).Single(entry => entry.Key == key);

    private static IEnumerable<IndexEntry> Index(string paragraph, string note)
    {
        // The last paragraph has every name once: a name that is nowhere is a fault.
        var essay = $"---\ntitle: On Rivers\nlanguage: en\n---\n\n## Ice {{#ice}}\n\n{{#p1}}\n{paragraph}[^note]\n\n## All {{#all}}\n\n{{#all-names}}\nAnna, Li Wei, Lena, Upper Lena, Khabarov.\n\n[^note]: {note}\n";
        const string Terms = """
            - { key: ice, term: “Ice”, paragraphs: [p1] }
            - { key: lena, kind: place, term: Lena, names: [Lena] }
            - { key: upper-lena, kind: place, term: Upper Lena, names: [Upper Lena] }
            - { key: khabarov, kind: person, term: Khabarov, names: [Khabarov] }
            - { key: times, term: The Amur Times, paragraphs: [p1] }
            """;
        var edition = EditionParser.Parse(name => name switch
        {
            "essay.md" => Encoding.UTF8.GetBytes(essay),
            "people.yml" => Encoding.UTF8.GetBytes(People),
            "index.yml" => Encoding.UTF8.GetBytes(Terms),
            "sources.yml" when note.Contains("[@times]", StringComparison.Ordinal) => Encoding.UTF8.GetBytes(Sources),
            _ => null,
        });
        return BookIndex.Of(edition.Essay).Select(entry => entry with { Paragraphs = [.. entry.Paragraphs.Where(element => element.Id == "p1")] });
    }
}
