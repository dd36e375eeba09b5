using System.Collections.Immutable;

namespace SinoRussia.Essays.Parsing;

/// <summary>Turns the files of the essay's folder into one <see cref="Edition"/>, or names everything that is wrong with any of them.</summary>
public static class EditionParser
{
    public const string EssayFile = "essay.md";

    public const string SourcesFile = "sources.yml";

    public const string ReadingFile = "reading.yml";

    /// <summary>Every file that is read; all but the essay itself may be absent.</summary>
    public static ImmutableArray<string> Files { get; } = [EssayFile, SourcesFile, ReadingFile];

    /// <param name="read">Gives a file's bytes, or <see langword="null"/> when the folder has no such file.</param>
    /// <exception cref="EssayFaultsException">The files break the rules.</exception>
    public static Edition Parse(Func<string, byte[]?> read)
    {
        var faults = new Faults(EssayFile);
        var sources = Text(SourcesFile) is { } list ? SourceListParser.Read(list, faults.In(SourcesFile)) : SourceList.Empty;
        var essay = Text(EssayFile) is { } markdown ? EssayParser.Read(markdown, sources, faults) : null;
        if (essay is null && !faults.Any)
        {
            faults.Add(1, "The file is missing.");
        }

        var reading = Text(ReadingFile) is { } further ? SourceListParser.ReadFurther(further, sources, faults.In(ReadingFile)) : [];
        if (essay is not null)
        {
            FindOrphans(sources, essay.Footnotes.SelectMany(note => note.Sources), faults.In(SourcesFile));
        }

        faults.ThrowIfAny();
        return new Edition(essay!, sources, reading); // no essay, no edition: it was a fault

        string? Text(string file)
        {
            try
            {
                return read(file) is { } bytes ? Utf8Text.Decode(bytes, file) : null;
            }
            catch (EssayFaultsException broken)
            {
                faults.Add(broken.Faults);
                return null;
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
