using SinoRussia.Essays;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Checks everything that is to be stored, whether it comes from a form, a script, another program or a bulk change. What can be
/// cleaned up without losing any of the reader's text is cleaned up. The rest is refused, and the refusal says what to do.</summary>
internal static class AnnotationInput
{
    /// <summary>The target as it can be searched for and stored, or why not. The context is cut to the length that this site itself sends.
    /// A position without a known revision, or outside any text, is dropped.</summary>
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

    /// <summary>The content to be stored. A note of only white space counts as no note.</summary>
    public static AnnotationContent Content(HighlightColour colour, string? note, IEnumerable<string?> tags) =>
        new(colour, ReaderText.Clean(note).Trim() is { Length: > 0 } words ? words : null, TagList.Of(tags));

    /// <summary>Why this cannot be stored, or <see langword="null"/>.</summary>
    public static Refusal? Check(AnnotationContent requested) =>
        !Enum.IsDefined(requested.Colour) ? Refusal.UnknownColour
        : requested.Note?.Length > Limits.Note ? Refusal.NoteTooLong(requested.Note.Length)
        : requested.Note is { } note && NoteMarkdown.Check(note) is { } unshowable ? unshowable
        : TagList.Check(requested.Tags);

    /// <summary>The id that the sender chose, or <see langword="null"/> if it is the empty GUID.</summary>
    public static Guid? Id(Guid? sent) => sent == Guid.Empty ? null : sent;

    /// <summary>A time that a form sent back, in milliseconds since 1970, or <see langword="null"/> if it is out of range.</summary>
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
