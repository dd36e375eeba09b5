using SinoRussia.Essays.Rendering;
using SinoRussia.Essays.Sources;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Essays.Tests;

/// <summary>The links of a site that exists only in these tests.</summary>
internal sealed record Links(string PathBase) : PageLinks
{
    public static Links AtRoot { get; } = new("");

    public override string FigureValues => "Values";

    public override string NotesHint => "Write";

    public override string MissingPicture => "No picture";

    public override string Essay => $"{PathBase}/";

    public override PageLink Section(string slug) => new($"{PathBase}/s/{slug}#{slug}", "Link to this section");

    public override PageLink Paragraph(Element paragraph) => new($"{PathBase}/p/{paragraph.Id}#{paragraph.Id}", $"Link to paragraph {paragraph.Number}");

    public override string Place(Element element) => $"{PathBase}/#{element.Id}";

    public override string EditorsText(string file) => $"{PathBase}/{file}";

    public override PageLink Speaker(SpokenPassage passage) => new($"{PathBase}/speakers#{passage.Paragraphs[0]}", $"Speaking: {passage.Said}");

    public override PageLink NotesOn(Element element) => new($"{PathBase}/p/{element.Id}/notes", $"Notes on {element.Id}");

    public override PageLink DetachedNotes(Element element, int count) => new($"{PathBase}/p/{element.Id}/notes#lost", $"{count} without words");

    public override PageLink Annotation(Highlight highlight) => new($"{PathBase}/notes/{highlight.Id}", $"Open {highlight.Id}");

    public override PageLink Event(TimelineEvent dated) => new($"{PathBase}/timeline#{dated.Key}", $"{dated.Date.Year}, in the timeline: {dated.Title}");

    public override PageLink Figure(Figure figure) => new($"{PathBase}/figures#{figure.Key}", "All figures");

    public override string Person(Person person) => $"{PathBase}/people#{person.Key}";

    public override string Source(Source source) => $"{PathBase}/reading#source-{source.Key}";

    public override string BackTo(Element? referring) => $"Back to paragraph {referring?.Number}";
}
