using SinoRussia.Essays;
using SinoRussia.Essays.Parsing;
using SinoRussia.Essays.Trials;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Citing;

/// <summary>Renders everything that the site makes of an edition: what <see cref="EditionTrials"/> covers, structured data, and preview cards, of which one is drawn.</summary>
internal static class PageTrials
{
    private const string Root = "https://reader.example"; // the real address makes no difference

    public static IEnumerable<Trial> Of(Edition edition)
    {
        var essay = edition.Essay;
        return
        [
            .. EditionTrials.Of(edition, new EssayLinks("")),
            new(EditionParser.EssayFile, 1, () => StructuredData.OfEssay(edition, Root)),
            new(EditionParser.SourcesFile, 1, () => StructuredData.OfSources(edition.Sources, Root)),
            new(EditionParser.EssayFile, 1, () => CardRenderer.Try(Card.Of(essay))), // the texts of the others pass the same checks
            .. essay.Sections.Select(section => OfCard(section.Heading, () => Card.Of(essay, section))),
            .. essay.Sections.SelectMany(section => section.Elements).Select(element => OfCard(element, () => Card.Of(essay, element))),
        ];
    }

    private static Trial OfCard(Element element, Func<Card> make) => new(EditionParser.EssayFile, element.Line, () =>
    {
        var card = make();
        _ = (card.Path, card.Alternative);
    });
}
