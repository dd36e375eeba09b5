using SinoRussia.Essays.Citing;
using SinoRussia.Essays.Drawing;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Rendering;

namespace SinoRussia.Essays.Trials;

/// <summary>Lists every part of an edition that this library renders.</summary>
public static class EditionTrials
{
    // Any address will do: it makes no difference to what can be rendered.
    private static readonly Uri Root = new("https://reader.example/");

    /// <summary>The essay, its footnotes, figures, timeline, sources, further reading, citations and Markdown, for <see cref="Trial.Run(IEnumerable{Trial})"/>.</summary>
    public static IEnumerable<Trial> Of(Edition edition, PageLinks links)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var essay = edition.Essay;
        var html = new Lazy<EssayHtml>(() => new EssayHtml(essay, [], links));
        return
        [
            .. essay.Elements.Select(element => OfEssay(element.Line, () => Render(html.Value, essay, element, links))),
            .. essay.Sections.Select(section => OfEssay(section.Heading.Line, () => Cite(CitedPart.Of(essay, section, Root, default), links))),
            OfEssay(1, () => Cite(CitedPart.Whole(essay, Root, default), links)),
            .. essay.Supplements.Figures.Select(figure => new Trial(EditionParser.FiguresFile, figure.Line, () =>
            {
                _ = new FigureHtml(links).InTheEssay(figure);
                _ = new FigureHtml(links).OnItsPage(figure);
            })),
            new(EditionParser.TimelineFile, 1, () =>
            {
                _ = TimelineDrawing.Narrow(essay.Supplements.Events);
                _ = TimelineDrawing.Wide(essay.Supplements.Events);
            }),
            .. OfTexts(essay.Supplements, links),
            new(EditionParser.IndexFile, 1, () => BookIndex.Of(edition.Essay)),
            .. edition.Sources.All.Select(source => new Trial(EditionParser.SourcesFile, source.Line, () => EssayHtml.Of(Chicago.Of(source), links))),
            .. edition.Reading.Select(item => new Trial(EditionParser.ReadingFile, item.Work.Line, () => EssayHtml.Of(Chicago.Of(item.Work), links))),
            OfEssay(1, () => new EssayMarkdown(edition, Root).Write()),
        ];
    }

    private static IEnumerable<Trial> OfTexts(EssaySupplements supplements, PageLinks links)
    {
        foreach (var (file, text) in new[] { (EditionParser.IntroductionFile, supplements.Introduction), (EditionParser.NoteOnTheTextFile, supplements.NoteOnTheText) })
        {
            if (text is not null)
            {
                yield return new(file, 1, () => EssayHtml.Of(text, links));
            }
        }

        foreach (var (file, entries) in new[] { (EditionParser.WordsFile, supplements.Words), (EditionParser.SinceFile, supplements.Since), (EditionParser.QuestionsFile, supplements.Questions) })
        {
            foreach (var entry in entries)
            {
                yield return new(file, entry.Line, () => EssayHtml.Of(entry.Text, links));
            }
        }

        foreach (var parallel in supplements.Parallels)
        {
            yield return new(EditionParser.ParallelsFile, parallel.Line, () => EssayHtml.Of(parallel.Comment, links));
        }

        if (supplements.Map is { } map)
        {
            yield return new(EditionParser.MapFile, 1, () =>
            {
                _ = EssayHtml.Of(map.Text, links);
                _ = MapDrawing.Narrow(map);
                _ = MapDrawing.Wide(map);
            });
        }
    }

    private static Trial OfEssay(int line, Action render) => new(EditionParser.EssayFile, line, render);

    private static void Render(EssayHtml html, Essay essay, Element element, PageLinks links)
    {
        _ = html.Element(element);
        foreach (var block in element.Blocks)
        {
            _ = Sentences.In(block).Count();
        }

        if (element.Kind is ElementKind.Paragraph or ElementKind.Figure)
        {
            Cite(CitedPart.Of(essay, element, element.Blocks[0].Text, Root, default), links);
        }
    }

    private static void Cite(CitedPart part, PageLinks links)
    {
        _ = EssayHtml.Of(Chicago.Of(part), links);
        _ = BibTeX.Of(part);
        _ = Ris.Of(part);
        _ = CslJson.Of(part);
    }
}
