using System.Collections.Immutable;
using SinoRussia.Essays;
using SinoRussia.Essays.Supplements;

namespace SinoRussia.Web.Sharing;

/// <summary>The page of something that is beside the essay.</summary>
/// <param name="Page">How link previews and lists describe it.</param>
/// <param name="Lead">What the page says under its heading; may be empty.</param>
/// <param name="Where">The words for a place in it: "in the timeline".</param>
internal sealed record SupplementPage(SupplementKind Kind, SitePage Page, string Lead, string Where)
{
    /// <summary>All pages in the order of a book. An edition without the material for one of them does not have that page.</summary>
    public static ImmutableArray<SupplementPage> All { get; } =
    [
        new(SupplementKind.Introduction, new("introduction", "Introduction", "What the essay asks, how it is made, and how to read it."), "", "in the introduction"),
        new(SupplementKind.NoteOnTheText, new("text", "Note on the text", "Which text is printed here, what was left out, and what is wrong in it."), "", "in the note on the text"),
        new(
            SupplementKind.Speakers,
            new("speakers", "Who is speaking?", "Whose words or thoughts each paragraph gives: the author’s, or those of the people who are quoted and retold."),
            "Much of the essay retells what others wrote or said, and often does not say where a report begins or ends. This is how the editor divides it. “Apparently” marks what is likely and not certain.",
            "in the list of speakers"),
        new(
            SupplementKind.People,
            new("people", "People", "Who the people are that the essay names, and where it names them."),
            "Everyone the essay names, and a few people it means without naming them, as they were when it was written. The descriptions are the editor’s.",
            "in the list of people"),
        new(
            SupplementKind.Timeline,
            new("timeline", "Timeline", "The dated events that the essay mentions or alludes to, and others beside them, drawn and listed."),
            "The dated events that the essay mentions or alludes to. Each period has its own scale; double strokes mark where the scale breaks. An event whose entry names no source has a date of general reference.",
            "in the timeline"),
        new(
            SupplementKind.Figures,
            new("figures", "Figures", "The figures that the essay quotes: drawn, in tables, and with what they rest on."),
            "The figures that the essay quotes or relies on, checked by the editor. Where no source supports a value there is a gap; nothing is estimated.",
            "in the figures"),
        new(SupplementKind.Map, new("map", "Map", "Places and lines that help to follow the essay, drawn from sourced points and described in words."), "", "with the map"),
        new(
            SupplementKind.Parallels,
            new("parallels", "Parallel wording", "What the essay quotes or retells, beside the words of the originals."),
            "What the essay quotes or retells, beside the words of the originals. Some of it seems to have gone through another language on the way.",
            "in the parallel wording"),
        new(
            SupplementKind.Words,
            new("words", "Words and their history", "Terms of the essay: where they come from, and how their meaning changed."),
            "Terms that the essay uses or quotes: where they come from, and how their meaning changed.",
            "with the words"),
        new(
            SupplementKind.Since,
            new("since", "Since the essay", "What happened after the events of which the essay speaks, and which of its claims that tests."),
            "What happened after the events of which the essay speaks. Each entry names the paragraphs that it tests.",
            "among the events since"),
        new(
            SupplementKind.Questions,
            new("questions", "Questions for a seminar", "Questions on the essay for a discussion, each with its paragraphs."),
            "",
            "in the questions"),
        new(
            SupplementKind.Index,
            new("index", "Index", "People, places and subjects, with the paragraphs and footnotes that are about them."),
            "Numbers with ¶ are paragraphs; “note” and a number is a footnote. The names are found in the text automatically; the editor added what is meant without being named.",
            "in the index"),
    ];

    /// <summary>The pages that an edition has.</summary>
    public static IEnumerable<SupplementPage> Of(Edition edition) => All.Where(page => page.IsIn(edition.Essay.Supplements));

    public static SupplementPage Of(SupplementKind kind) => All.First(page => page.Kind == kind);

    private bool IsIn(EssaySupplements supplements) => Kind switch
    {
        SupplementKind.Introduction => supplements.Introduction is not null,
        SupplementKind.NoteOnTheText => supplements.NoteOnTheText is not null,
        SupplementKind.Speakers => !supplements.SpokenPassages.IsEmpty,
        SupplementKind.People => !supplements.People.IsEmpty,
        SupplementKind.Timeline => !supplements.Events.IsEmpty,
        SupplementKind.Figures => !supplements.Figures.IsEmpty,
        SupplementKind.Map => supplements.Map is not null,
        SupplementKind.Parallels => !supplements.Parallels.IsEmpty,
        SupplementKind.Words => !supplements.Words.IsEmpty,
        SupplementKind.Since => !supplements.Since.IsEmpty,
        SupplementKind.Questions => !supplements.Questions.IsEmpty,
        _ => !supplements.IndexTerms.IsEmpty,
    };
}
