using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Storage;

/// <summary>A passage that a reader marked, with or without words: to readers a highlight, or with words a note.</summary>
internal sealed class Annotation
{
    private Annotation()
    {
    }

    public Guid Id { get; private init; }

    public required Guid ReaderId { get; init; }

    /// <summary>The <see cref="Essay.Id"/> of the essay that it was made on.</summary>
    public required string EssayId { get; init; }

    /// <summary>What was marked, as it read then. Only its reader changes it, by marking other words.</summary>
    public required Target Target { get; set; }

    /// <summary>Where that stands in the newest revision it was looked for in.</summary>
    public required StoredAnchor Anchor { get; set; }

    public required HighlightColour Colour { get; set; }

    /// <summary>Markdown as the reader wrote it, or <see langword="null"/> for a bare highlight.</summary>
    public string? Note { get; set; }

    /// <summary>The reader's own words for what it is about, normalised and without doubles.</summary>
    public required IReadOnlyList<string> Tags { get; set; }

    /// <summary>What another program said besides, as one JSON object, or <see langword="null"/>.</summary>
    public string? OtherMembers { get; set; }

    /// <summary>Grows by one with every change; the first is 1.</summary>
    public int Version { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>When it was put in the bin, or <see langword="null"/>. Until it is purged it can be restored.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>When an earlier version was kept last; <see langword="null"/> when none was.</summary>
    public DateTimeOffset? EarlierKeptAt { get; private set; }

    /// <summary>What stood here before. Not read along unless it is asked for.</summary>
    public ICollection<EarlierVersion> Earlier { get; } = [];

    public static Annotation Create(Guid id, Guid readerId, string essayId, Target target, StoredAnchor anchor, AnnotationContent content, DateTimeOffset now) => new()
    {
        Id = id,
        ReaderId = readerId,
        EssayId = essayId,
        Target = target,
        Anchor = anchor,
        Colour = content.Colour,
        Note = content.Note,
        Tags = content.Tags,
        Version = 1,
        CreatedAt = now,
        ModifiedAt = now,
    };

    /// <summary>What its reader can change about it.</summary>
    public AnnotationContent Content => new(Colour, Note, Tags);

    /// <summary>Whether this is its content already.</summary>
    public bool HasContent(AnnotationContent content) =>
        Colour == content.Colour && Note == content.Note && Tags.SequenceEqual(content.Tags, StringComparer.Ordinal);

    /// <summary>Writes something else on it. Whoever saves an annotation wants it: one that was thrown away meanwhile comes back.</summary>
    /// <param name="isKept">Whether what stands there becomes an earlier version.</param>
    public void Change(AnnotationContent content, DateTimeOffset now, bool isKept = true)
    {
        if (isKept)
        {
            Earlier.Add(EarlierVersion.Of(this));
            EarlierKeptAt = now;
        }

        (Colour, Note, Tags) = (content.Colour, content.Note, content.Tags);
        DeletedAt = null;
        Touch(now);
    }

    /// <summary>Whether the reader has seen that the words are gone, and wants no line about it in the text. Forgotten when they return.</summary>
    public bool IsDetachmentDismissed { get; private set; }

    /// <summary>Puts it on other words; what was written on it stays.</summary>
    public void Retarget(Target target, StoredAnchor anchor, DateTimeOffset now)
    {
        Target = target;
        SetAnchor(anchor);
        Touch(now);
    }

    /// <summary>Stores where it was found in another text. This is no change by its reader.</summary>
    public void SetAnchor(StoredAnchor anchor)
    {
        Anchor = anchor;
        IsDetachmentDismissed &= anchor.State == AnchorState.Detached;
    }

    public void DismissDetachment(DateTimeOffset now)
    {
        IsDetachmentDismissed = true;
        Touch(now);
    }

    public void Delete(DateTimeOffset now)
    {
        DeletedAt = now;
        Touch(now);
    }

    public void Restore(DateTimeOffset now)
    {
        DeletedAt = null;
        Touch(now);
    }

    private void Touch(DateTimeOffset now)
    {
        ModifiedAt = now;
        Version++;
    }
}

/// <summary>The ways a highlight can look, as the stylesheet knows them.</summary>
internal enum HighlightColour
{
    Amber,
    Green,
    Blue,
    Rose,
    Violet,
    Grey,

    /// <summary>A line without a tint.</summary>
    Underline,
}

internal static class HighlightColours
{
    /// <summary>The colour of this name in any case, or <see langword="null"/> when there is none.</summary>
    public static HighlightColour? Find(string? name) =>
        Enum.GetValues<HighlightColour>().Cast<HighlightColour?>().FirstOrDefault(colour => string.Equals(colour.ToString(), name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a reader can change about an annotation: the colour, the note and the tags.</summary>
/// <param name="Note"><see langword="null"/> for a bare highlight.</param>
internal sealed record AnnotationContent(HighlightColour Colour, string? Note, IReadOnlyList<string> Tags)
{
    /// <summary>Of note and tags, in UTF-16 code units.</summary>
    public int Length => (Note?.Length ?? 0) + Tags.Sum(tag => tag.Length);
}

/// <summary>An <see cref="Anchor"/> as it is stored, with the revision it was found in.</summary>
internal sealed record StoredAnchor
{
    public required string Revision { get; init; }

    public required AnchorState State { get; init; }

    public int? Start { get; init; }

    public int? End { get; init; }

    public required AnchorMethod Method { get; init; }

    public required double Score { get; init; }

    /// <summary>The passage; <see langword="null"/> when the words are gone, or what is stored is none.</summary>
    public Passage? Passage => Start is { } start && End is { } end && start >= 0 && start < end ? new Passage(start, end) : null;

    /// <summary>Whether it was looked for in this essay, and can stand there. It is made from the target: what is none is looked for again.</summary>
    public bool IsIn(Essay essay) =>
        Revision == essay.Revision && (State == AnchorState.Detached ? Start is null && End is null : Passage is { } passage && passage.End <= essay.Text.Length);

    public static StoredAnchor Of(Anchor anchor, string revision) => new()
    {
        Revision = revision,
        State = anchor.State,
        Start = anchor.Passage?.Start,
        End = anchor.Passage?.End,
        Method = anchor.Method,
        Score = anchor.Score,
    };
}

internal sealed class AnnotationConfiguration : IEntityTypeConfiguration<Annotation>
{
    public void Configure(EntityTypeBuilder<Annotation> annotation)
    {
        annotation.Property(a => a.Id).ValueGeneratedNever();
        annotation.Property(a => a.Colour).HasConversion<string>();
        annotation.Property(a => a.Version).IsConcurrencyToken(); // a second process over the same database overwrites nothing unseen
        annotation.ComplexProperty(a => a.Target, target =>
        {
            target.ComplexProperty(t => t.Quote);
            target.ComplexProperty(t => t.Position, position => position.Ignore(p => p.Passage));
        });
        annotation.ComplexProperty(a => a.Anchor, anchor =>
        {
            anchor.Property(a => a.State).HasConversion<string>();
            anchor.Property(a => a.Method).HasConversion<string>();
            anchor.Ignore(a => a.Passage);
        });
        annotation.Ignore(a => a.Content);
        annotation.HasMany(a => a.Earlier).WithOne().HasForeignKey(earlier => earlier.AnnotationId);
        annotation.HasIndex(a => new { a.ReaderId, a.EssayId, a.ModifiedAt, a.Version }); // what was written last, and whether anything was written
        annotation.HasIndex(a => a.DeletedAt).HasFilter("DeletedAt IS NOT NULL"); // the bin is emptied by age
    }
}
