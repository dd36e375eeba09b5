using SinoRussia.Essays;
using SinoRussia.Essays.Rendering;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Web.Sharing;

/// <summary>The addresses and labels of the links in the rendered essay.</summary>
/// <param name="PathBase">The prefix of every path of the site, without a trailing slash; empty at the root.</param>
internal sealed record EssayLinks(string PathBase) : PageLinks
{
    public override string FigureValues => "The numbers";

    public override string NotesHint => "Write a note";

    public override string MissingPicture => "Picture not reproduced";

    public override string Essay => $"{PathBase}/";

    public override PageLink Section(string slug) => new($"{PathBase}/s/{slug}#{slug}", "Link to this section");

    public override PageLink Paragraph(Element paragraph) => new($"{PathBase}/p/{paragraph.Id}#{paragraph.Id}", $"Link to paragraph {paragraph.Number}");

    public override string Place(Element element) => $"{PathBase}{ElementLinks.PathOf(element)}";

    public override string EditorsText(string file) => $"{PathBase}/{Path.GetFileNameWithoutExtension(file)}"; // pages are called by their files

    public override PageLink Speaker(SpokenPassage passage) => new($"{PathBase}/speakers#{passage.Paragraphs[0]}", $"Speaking: {passage.Said}");

    public override PageLink NotesOn(Element element) =>
        new($"{PathBase}/p/{element.Id}/notes", $"Your notes on {(element.Number is { } number ? $"paragraph {number}" : "this caption")}");

    public override PageLink DetachedNotes(Element element, int count) =>
        new($"{PathBase}/p/{element.Id}/notes#lost", $"{(count == 1 ? "1 note whose words are" : $"{count} notes whose words are")} gone");

    public override PageLink Annotation(Highlight highlight) => new(
        $"{PathBase}/notes/{highlight.Id}",
        $"Open your {(highlight.HasNote ? "note" : "highlight")}{(highlight.ChangeNotice is { } notice ? $". {notice}" : "")}");

    public override PageLink Event(TimelineEvent dated) => new($"{PathBase}/timeline#{dated.Key}", $"{dated.Date.Year}, in the timeline: {dated.Title}");

    public override PageLink Figure(Figure figure) => new($"{PathBase}/figures#{figure.Key}", "All figures");

    public override string Person(Person person) => $"{PathBase}/people#{person.Key}";

    public override string Source(Source source) => $"{PathBase}/reading#source-{source.Key}";

    public override string BackTo(Element? referring) => $"Back to {referring switch
    {
        { Number: { } number } => $"paragraph {number}",
        { Kind: ElementKind.Figure } => "the caption",
        { Kind: ElementKind.Heading } => "the heading",
        _ => "the text",
    }}";
}
