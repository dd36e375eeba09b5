using System.Collections.Immutable;
using SinoRussia.Essays.Sources;

namespace SinoRussia.Essays.Parsing;

/// <summary>Parses the files of the essay's folder to one <see cref="Edition"/>, or lists all faults of all files.</summary>
public static class EditionParser
{
    public const string EssayFile = "essay.md";

    public const string SourcesFile = "sources.yml";

    public const string ReadingFile = "reading.yml";

    public const string PeopleFile = "people.yml";

    public const string TimelineFile = "timeline.yml";

    public const string FiguresFile = "figures.yml";

    public const string IntroductionFile = "introduction.md";

    public const string NoteOnTheTextFile = "text.md";

    public const string SpeakersFile = "speakers.yml";

    public const string ParallelsFile = "parallels.yml";

    public const string WordsFile = "words.yml";

    public const string SinceFile = "since.yml";

    public const string QuestionsFile = "questions.yml";

    public const string IndexFile = "index.yml";

    public const string MapFile = "map.yml";

    /// <summary>The names of all files; all but <see cref="EssayFile"/> are optional.</summary>
    public static ImmutableArray<string> Files { get; } =
    [
        EssayFile, SourcesFile, ReadingFile, PeopleFile, TimelineFile, FiguresFile, IntroductionFile, NoteOnTheTextFile, SpeakersFile,
        ParallelsFile, WordsFile, SinceFile, QuestionsFile, IndexFile, MapFile,
    ];

    /// <param name="read">Returns a file's bytes, or <see langword="null"/> when the folder has no such file.</param>
    /// <exception cref="EssayFaultsException">The files have faults.</exception>
    public static Edition Parse(Func<string, byte[]?> read)
    {
        var faults = new Faults(EssayFile);
        var sources = Parsed(SourcesFile, SourceListParser.Read, SourceList.Empty);
        var essay = Parsed(EssayFile, (markdown, found) => EssayParser.Read(markdown, sources, found), null);
        if (essay is null && !faults.Any)
        {
            faults.Add(1, "The file is missing.");
        }

        var reading = Parsed(ReadingFile, (further, found) => SourceListParser.ReadFurther(further, sources, found), []);
        if (essay is not null)
        {
            var people = Supplement(PeopleFile, PeopleParser.Read);
            var supplements = new EssaySupplements(essay)
            {
                Introduction = Parsed(IntroductionFile, (markdown, found) => new EditorsTextParser(essay, sources, found).Read(markdown), null),
                NoteOnTheText = Parsed(NoteOnTheTextFile, (markdown, found) => new EditorsTextParser(essay, sources, found).Read(markdown), null),
                People = people,
                Events = Supplement(TimelineFile, TimelineParser.Read),
                Figures = Supplement(FiguresFile, FiguresParser.Read),
                SpokenPassages = Supplement(SpeakersFile, (yaml, references, found) => new SpeakersParser(references, people, found).Read(yaml)),
                Parallels = Supplement(ParallelsFile, ParallelsParser.Read),
                Words = Supplement(WordsFile, TextEntryParser.ReadWords),
                Since = Supplement(SinceFile, TextEntryParser.ReadSince),
                Questions = Supplement(QuestionsFile, TextEntryParser.ReadQuestions),
                IndexTerms = Supplement(IndexFile, (yaml, references, found) => IndexParser.Read(yaml, references, people, found)),
                Map = Parsed(MapFile, (yaml, found) => MapParser.Read(yaml, new ReferenceResolver(essay, sources, found), found), null),
            };
            Guarded(PeopleFile, found =>
            {
                _ = supplements.Mentions; // found now, so that a fault of finding them is reported
                essay = essay.With(supplements);
            });
            Guarded(EssayFile, found => FindMissingTexts(essay, found));
            Guarded(SourcesFile, found => FindOrphans(sources, essay.Footnotes.SelectMany(footnote => footnote.Sources).Concat(essay.Supplements.Sources), found));
        }

        faults.ThrowIfAny();
        return new Edition(essay!, sources, reading); // without an essay there was a fault

        ImmutableArray<T> Supplement<T>(string file, Func<string, ReferenceResolver, Faults, ImmutableArray<T>> parse) =>
            Parsed(file, (yaml, found) => parse(yaml, new ReferenceResolver(essay, sources, found), found), []);

        T Parsed<T>(string file, Func<string, Faults, T> parse, T otherwise)
        {
            var parsed = otherwise;
            Guarded(file, found => parsed = read(file) is { } bytes ? parse(Utf8Text.Decode(bytes, file), found) : otherwise);
            return parsed;
        }

        void Guarded(string file, Action<Faults> act)
        {
            var found = faults.In(file);
            try
            {
                act(found);
            }
            catch (EssayFaultsException broken)
            {
                found.Add(broken.Faults);
            }
            catch (Exception unforeseen) when (unforeseen is not OutOfMemoryException)
            {
                found.Add(1, unforeseen); // a bug of the parser: the site keeps the last good text, and the log has the exception
            }
        }
    }

    private static void FindMissingTexts(Essay essay, Faults faults)
    {
        foreach (var footnote in essay.Footnotes)
        {
            foreach (var link in footnote.Body.Blocks.SelectMany(block => block.Inlines).SelectMany(inline => inline.Flattened).OfType<EditorsTextLink>())
            {
                if ((link.File == IntroductionFile ? essay.Supplements.Introduction : essay.Supplements.NoteOnTheText) is null)
                {
                    faults.Add(footnote.Body.Line, $"The footnote '{footnote.Label}' links to '{link.File}', which is missing.");
                }
            }
        }
    }

    private static void FindOrphans(SourceList sources, IEnumerable<Source> cited, Faults faults)
    {
        foreach (var orphan in sources.All.Except(cited))
        {
            faults.Add(orphan.Line, $"Nothing cites the source '{orphan.Key}'.");
        }
    }
}
