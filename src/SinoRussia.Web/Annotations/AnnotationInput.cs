using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>The one gate for what is to be stored: forms, script, programs and changes of many pass it alike. What can be made
/// fit without losing a word of the reader's is made fit; the rest is refused in words that say what to do.</summary>
internal static class AnnotationInput
{
    /// <summary>The target as it may be looked for and stored, or why not. The surroundings are cut to what this site itself sends, and
    /// what is no place in no known text is no place.</summary>
    public static (Target? Target, Refusal? Refusal) Target(Target sent)
    {
        var hasPlace = Revision.IsId(sent.Revision) && sent.Position.Passage is not null;
        var exact = ReaderText.Clean(sent.Quote.Exact);
        if (string.IsNullOrWhiteSpace(exact))
        {
            return (null, Refusal.NothingSelected);
        }

        var target = new Target
        {
            Quote = new TextQuoteSelector { Exact = exact, Prefix = ReaderText.Clean(sent.Quote.Prefix), Suffix = ReaderText.Clean(sent.Quote.Suffix) },
            Position = hasPlace ? sent.Position : TextPositionSelector.Unknown,
            Revision = hasPlace ? sent.Revision : null,
        }.Trimmed();
        return target.Quote.Exact.Length > Limits.Quote ? (null, Refusal.QuoteTooLong) : (target with { Quote = Cut(target.Quote) }, null);
    }

    /// <summary>What is to be written on an annotation: a note of white space is none.</summary>
    public static AnnotationContent Content(HighlightColour colour, string? note, IEnumerable<string?> tags) =>
        new(colour, ReaderText.Clean(note).Trim() is { Length: > 0 } words ? words : null, TagList.Of(tags));

    /// <summary>Why this cannot be written, or <see langword="null"/>.</summary>
    public static Refusal? Check(AnnotationContent requested) =>
        !Enum.IsDefined(requested.Colour) ? Refusal.UnknownColour
        : requested.Note?.Length > Limits.Note ? Refusal.NoteTooLong(requested.Note.Length)
        : requested.Note is { } note && NoteMarkdown.Check(note) is { } unshowable ? unshowable
        : TagList.Check(requested.Tags);

    /// <summary>The id that a sender chose, or <see langword="null"/> when it is the one that everybody has who has none.</summary>
    public static Guid? Id(Guid? sent) => sent == Guid.Empty ? null : sent;

    /// <summary>A moment that a form gives back, in milliseconds since 1970, or <see langword="null"/> when there is none such.</summary>
    public static DateTimeOffset? Moment(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static TextQuoteSelector Cut(TextQuoteSelector quote) => quote with
    {
        Prefix = UnicodeText.End(quote.Prefix, TextQuoteSelector.ContextLength),
        Suffix = UnicodeText.Start(quote.Suffix, TextQuoteSelector.ContextLength),
    };
}
