namespace SinoRussia.Essays.Tests.Supplements;

/// <summary>A small edition with every file, none of which needs another one but the sources.</summary>
internal static class WholeEdition
{
    public const string Essay = """
        ---
        title: On Rivers
        language: en
        ---

        ## Ice {#ice}

        {#p1}
        The Lena froze early,[^when] as Anna wrote.

        {#p2}
        Boris saw the ice.[^who]

        {#c1}
        ^^^
        ^^^ The ferry.

        ## Thaw {#thaw}

        {#p3}
        In spring it broke.

        [^when]: In November. Source: [@gauge].
        [^who]: *Wording.* He saw the Lena; see [^when].
        """;

    /// <summary>The sources are always there: the essay cites them.</summary>
    public const string Sources = "- key: gauge\n  title: The gauge\n  kind: document\n  seen: 2026-11-27\n";

    public static readonly IReadOnlyDictionary<string, string> Optional = new Dictionary<string, string>
    {
        ["reading.yml"] = "- part: Books\n  source: gauge\n",
        ["people.yml"] = "- key: anna\n  name: Anna Ivanova\n  indexed: Ivanova, Anna\n  role: Ferrywoman\n  note: She crossed.\n  names: [Anna]\n",
        ["timeline.yml"] = "- key: flood\n  date: 1871-03\n  period: Old\n  title: Flood\n  text: It rose.\n  paragraphs: [p1]\n- key: thaw-of-1872\n  date: 1872\n  period: Old\n  title: Thaw\n  text: It broke.\n  editors: true\n",
        ["figures.yml"] = "- key: levels\n  kind: bars\n  title: Levels\n  unit: m\n  along: Year\n  text: How high.\n  under: p1\n  series:\n    - name: Level\n      values:\n        - { at: 2001, value: 3.1, sources: [gauge] }\n",
        ["introduction.md"] = "---\ntitle: Introduction\n---\n\nWhy does it freeze ([¶ 1](#p1), [below](#thaw))? See [^when] and [@gauge].\n\n## How {#how}\n\n- *one*\n- two\n",
        ["text.md"] = "---\ntitle: Note on the text\n---\n\nFrom a copy.\n",
        ["speakers.yml"] = "speakers:\n  - { key: essayist, name: the essayist }\n  - { key: boris, name: Boris }\npassages:\n  - { paragraphs: p1, speaker: essayist }\n  - { paragraphs: p2-p3, speaker: boris, certain: false, after: his diary, sources: [gauge] }\n",
        ["parallels.yml"] = "- key: early\n  paragraph: p1\n  essay: froze early\n  original: рано замёрзла\n  language: ru\n  sources: [gauge]\n  comment: Word for *word*.\n",
        ["words.yml"] = "- key: ice\n  term: Ice\n  text: Frozen water [@gauge]; see [^who] and [¶ 2](#p2).\n  paragraphs: [p2]\n",
        ["since.yml"] = "- key: warm\n  date: 2024\n  title: A warm winter\n  text: It did not freeze.\n  paragraphs: [p1]\n  sources: [gauge]\n",
        ["questions.yml"] = "- key: why\n  question: Why did it freeze early?\n  paragraphs: [p1, p2]\n",
        ["index.yml"] = "- { key: lena, kind: place, term: Lena, names: [Lena], see: [frost] }\n- { key: frost, term: Frost, paragraphs: [p2], footnotes: [when] }\n",
        ["map.yml"] = "title: The Lena\nschematic: A few points.\nsources: [gauge]\nplaces:\n  - { name: Yakutsk, at: [62.03, 129.73], note: the town }\nlines:\n  - { key: course, name: The course, when: today, points: [[61.0, 126.5], [62.0, 129.7], [64.3, 126.4]] }\ntext: It flows north.\n",
    };

    /// <summary>Every file by its name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(Optional) { ["essay.md"] = Essay, ["sources.yml"] = Sources };

    /// <summary>The folder with these of the optional files.</summary>
    public static Func<string, byte[]?> With(IReadOnlyCollection<string> files) => name => Text(name, files) is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null;

    private static string? Text(string name, IReadOnlyCollection<string> files) => name switch
    {
        "essay.md" => Essay,
        "sources.yml" => Sources,
        _ => files.Contains(name) ? Optional[name] : null,
    };
}
