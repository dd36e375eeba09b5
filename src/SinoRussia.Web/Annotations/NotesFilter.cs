using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Essays.Searching;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Which of their annotations a reader wants to see, and in what order. The query string holds all of it.</summary>
internal sealed record NotesFilter
{
    /// <summary>Stands for the footnotes where a section's slug is expected.</summary>
    public const string Footnotes = "notes";

    /// <summary>Search words for the quotation, the note and the tags.</summary>
    public string? Words { get; init; }

    public HighlightColour? Colour { get; init; }

    public string? Tag { get; init; }

    public NotesKind? Kind { get; init; }

    public AnchorState? State { get; init; }

    /// <summary>A section's slug, or <see cref="Footnotes"/>.</summary>
    public string? Section { get; init; }

    public NotesOrder Order { get; init; }

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsNarrow => this with { Order = default } != new NotesFilter();

    /// <summary>The same filter without a choice of colour, tag and kind.</summary>
    public NotesFilter WithoutChoices() => this with { Colour = null, Tag = null, Kind = null };

    /// <summary>Those that fit the choices of colour, tag and kind, in this filter's order.</summary>
    /// <param name="annotations">Those that fit <see cref="WithoutChoices"/>, in the order of the text.</param>
    public IReadOnlyList<Annotation> Chosen(IEnumerable<Annotation> annotations) => [.. Ordered(annotations.Where(FitsChoices))];

    /// <summary>Whether it chooses only by colour, tag and kind, so that <see cref="FitsChoices(HighlightColour, IReadOnlyList{string}, bool)"/> says everything.</summary>
    public bool HasOnlyChoices => !WithoutChoices().IsNarrow;

    /// <summary>Whether an annotation with these properties fits the choices of colour, tag and kind.</summary>
    public bool FitsChoices(HighlightColour colour, IReadOnlyList<string> tags, bool hasNote) =>
        (Colour is null || colour == Colour) && (Tag is null || tags.Contains(Tag, TagList.Comparer)) && (Kind is null || hasNote == (Kind == NotesKind.Note));

    /// <summary>A predicate that says whether an annotation matches.</summary>
    public Func<Annotation, bool> Fits(Essay essay)
    {
        var search = TextSearch.Parse(Words);
        var section = SectionIn(essay);
        return a =>
            FitsChoices(a)
            && (State is null || a.Anchor.State == State)
            && (Section is null || IsIn(section, a))
            && (search.IsEmpty ? string.IsNullOrWhiteSpace(Words) : search.Across([QuotationOf(a, essay), a.Note ?? "", .. a.Tags]) is not null);
    }

    public bool FitsColour(Annotation annotation) => Colour is null || annotation.Colour == Colour;

    public bool FitsTag(Annotation annotation) => Tag is null || annotation.Tags.Contains(Tag, TagList.Comparer);

    public bool FitsKind(Annotation annotation) => Kind is null || (annotation.Note is not null) == (Kind == NotesKind.Note);

    /// <summary>The address of the list with this filter, from the site's root.</summary>
    public string Path => ToQuery() is { Length: > 0 } query ? $"/notes?{query}" : "/notes";

    /// <summary>As a query string without the question mark. Empty for everything in the order of the text.</summary>
    public string ToQuery()
    {
        var fields = new (string Name, string? Value)[]
        {
            ("q", Words),
            ("colour", Colour?.ToString().ToLowerInvariant()),
            ("tag", Tag),
            ("kind", Kind?.ToString().ToLowerInvariant()),
            ("state", State?.ToString().ToLowerInvariant()),
            ("section", Section),
            ("sort", Order == default ? null : Order.ToString().ToLowerInvariant()),
        };
        return string.Join('&', fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
    }

    /// <summary>The words as they read today, or as they were when they were marked if they are gone.</summary>
    public static string QuotationOf(Annotation annotation, Essay essay) =>
        annotation.Anchor.Passage is { } passage && passage.End <= essay.Text.Length ? essay.TextOf(passage) : annotation.Target.Quote.Exact;

    private bool FitsChoices(Annotation annotation) => FitsChoices(annotation.Colour, annotation.Tags, annotation.Note is not null);

    private IEnumerable<Annotation> Ordered(IEnumerable<Annotation> annotations) => Order switch
    {
        NotesOrder.Newest => annotations.OrderByDescending(a => a.CreatedAt),
        NotesOrder.Changed => annotations.OrderByDescending(a => a.ModifiedAt),
        _ => annotations, // already in the order of the text
    };

    // The range of the section. An unknown section gives an empty range, so that a mistyped address shows nothing instead of everything.
    private (int Start, int End) SectionIn(Essay essay) =>
        Section == Footnotes ? (essay.Footnotes is [var first, ..] ? first.Body.Start : int.MaxValue, int.MaxValue)
        : Section is not null && essay.FindSection(Section) is { } section
            ? (section.Heading.Start, section.Elements is [.., var last] ? last.End : section.Heading.End)
            : (int.MaxValue, int.MaxValue);

    private static bool IsIn((int Start, int End) section, Annotation annotation) =>
        annotation.Anchor.Start is { } start && start >= section.Start && start < section.End;
}

internal enum NotesKind
{
    Highlight,
    Note,
}

internal enum NotesOrder
{
    /// <summary>In the order of the essay.</summary>
    Text,

    /// <summary>Most recently created first.</summary>
    Newest,

    /// <summary>Most recently changed first.</summary>
    Changed,
}
