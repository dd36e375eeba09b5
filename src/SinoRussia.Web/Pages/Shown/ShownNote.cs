using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Sharing;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Shown;

/// <summary>A note as others see it: nothing of it can be changed here, and nothing says who its reader is but the name.</summary>
internal sealed class ShownNote(Annotation annotation, Edition edition, PassageLinks links)
{
    // A sentence that is longer is cut at a word, so that the marked words stay in sight.
    private const int MostAround = 300;

    private readonly string? change = HighlightMapping.ChangeNotice(annotation, edition.Essay);

    public Annotation Annotation => annotation;

    private Essay Essay => edition.Essay;

    public string Language => Essay.Metadata.Language;

    public string Colour => HighlightMapping.CssName(Annotation.Colour);

    public string Quotation { get; } = NotesFilter.QuotationOf(annotation, edition.Essay);

    public string? NoteHtml { get; } = annotation.Note is { } note ? NoteMarkdown.ToHtml(note) : null;

    public DateTimeOffset At => Annotation.ModifiedAt;

    /// <summary>The element in which the words begin; <see langword="null"/> when they are no longer in the essay.</summary>
    public Element? Home { get; } = PassageOf(annotation, edition.Essay) is { } passage ? edition.Essay.ElementsIn(passage).FirstOrDefault() : null;

    /// <summary>The rest of the first sentence, before the words.</summary>
    public string Before => field ??= Passage is { } passage && Sentence(passage.Start) is { } sentence ? Tail(Essay.Text[sentence.Start..passage.Start]) : "";

    /// <summary>The rest of the last sentence, behind the words.</summary>
    public string After => field ??= Passage is { } passage && Sentence(passage.End - 1) is { } sentence && sentence.End > passage.End ? UnicodeText.Shortened(Essay.Text[passage.End..sentence.End], MostAround) : "";

    /// <summary>The element near which the removed words used to be, or <see langword="null"/>.</summary>
    public Element? Nearest { get; set; }

    public bool HasMoved => change is not null;

    /// <summary>The word-by-word changes in the marked words; empty when they only moved or not at all.</summary>
    public IReadOnlyList<Change> Difference => field ??= change == HighlightMapping.Reworded ? Essays.Anchors.Difference.Between(Annotation.Target.Quote.Exact, Quotation) : [];

    /// <summary>The section, and the paragraph in it.</summary>
    public string? Place => Home is { } home ? string.Join(", ", new[] { Essay.SectionOf(home)?.Title ?? "Footnotes", home.Number is { } number ? $"¶ {number}" : null }.OfType<string>()) : null;

    /// <summary>The title of the part of the essay that it is in.</summary>
    public string Part => Home is { } home ? Essay.SectionOf(home)?.Title ?? "Footnotes" : "No longer in the essay";

    /// <summary>The link to the words in the essay, from the site's root without a leading slash; <see langword="null"/> when they are gone.</summary>
    public string? Path => Home is not null && Passage is { } passage ? links.PathOf(edition, passage) : null;

    private Passage? Passage { get; } = PassageOf(annotation, edition.Essay);

    private static Passage? PassageOf(Annotation annotation, Essay essay) => annotation.Anchor.Passage is { } passage && passage.End <= essay.Text.Length ? passage : null;

    private Passage? Sentence(int at) => Essay.ElementsIn(new Passage(at, at + 1)).SelectMany(element => element.Blocks).SelectMany(Sentences.In)
        .Where(sentence => sentence.Start <= at && at < sentence.End).Cast<Passage?>().FirstOrDefault();

    private static string Tail(string text) => text.Length <= MostAround ? text : $"…{UnicodeText.End(text, MostAround)[Math.Max(0, UnicodeText.End(text, MostAround).IndexOf(' ', StringComparison.Ordinal))..]}";
}
