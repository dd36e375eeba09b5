using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;

namespace SinoRussia.Web.Storage;

/// <summary>A passage that a reader marked. Readers call it a note if they wrote one on it, and a highlight if not.</summary>
internal sealed class Annotation
{
    private Annotation()
    {
    }

    public Guid Id { get; private init; }

    public required Guid ReaderId { get; init; }

    /// <summary>The <see cref="Essay.Id"/> of the essay that it belongs to.</summary>
    public required string EssayId { get; init; }

    /// <summary>The passage as it was when the reader marked it. It changes only when the reader moves the mark to other words.</summary>
    public required Target Target { get; set; }

    /// <summary>Where the target is in the newest revision in which it was searched for.</summary>
    public required StoredAnchor Anchor { get; set; }

    public required HighlightColour Colour { get; set; }

    /// <summary>Markdown as the reader wrote it, or <see langword="null"/> for a highlight without a note.</summary>
    public string? Note { get; set; }

    /// <summary>The reader's own tags, normalised and without duplicates.</summary>
    public required IReadOnlyList<string> Tags { get; set; }

    /// <summary>Other members that another program sent, as one JSON object, or <see langword="null"/>.</summary>
    public string? OtherMembers { get; set; }

    /// <summary>Who else can see it. It is private unless its reader shows it.</summary>
    public Visibility Visibility { get; private set; }

    /// <summary>Starts at 1 and grows by one with every change.</summary>
    public int Version { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>When it was moved to the bin, or <see langword="null"/>. It can be restored until it is purged.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>When an earlier version was last stored; <see langword="null"/> if never.</summary>
    public DateTimeOffset? EarlierKeptAt { get; private set; }

    /// <summary>Earlier versions. Loaded only on request.</summary>
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

    /// <summary>The part that its reader can change.</summary>
    public AnnotationContent Content => new(Colour, Note, Tags);

    /// <summary>Whether it already has this content.</summary>
    public bool HasContent(AnnotationContent content) =>
        Colour == content.Colour && Note == content.Note && Tags.SequenceEqual(content.Tags, StringComparer.Ordinal);

    /// <summary>Changes its content. An annotation that is in the bin is restored, because a reader who saves it wants to have it.</summary>
    /// <param name="isKept">Whether the current content is stored as an earlier version.</param>
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

    /// <summary>Whether the reader has hidden the notice in the text that the words are gone. Reset when the words come back.</summary>
    public bool IsDetachmentDismissed { get; private set; }

    /// <summary>Moves it to other words. Its content stays.</summary>
    public void Retarget(Target target, StoredAnchor anchor, DateTimeOffset now)
    {
        Target = target;
        SetAnchor(anchor);
        Touch(now);
    }

    /// <summary>Stores where it was found in another revision. This does not count as a change by its reader.</summary>
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

    /// <summary>Shows it to others, or no longer. Its reader changed no word, so the time of the last change stays; but a form that was opened before does not
    /// fit any more, because what is written in it would be seen by others than it says.</summary>
    public void ShowTo(Visibility visibility)
    {
        if (Visibility != visibility)
        {
            Visibility = visibility;
            Version++;
        }
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

/// <summary>The colours of highlights, as the stylesheet names them.</summary>
internal enum HighlightColour
{
    Amber,
    Green,
    Blue,
    Rose,
    Violet,
    Grey,

    /// <summary>An underline without a background colour.</summary>
    Underline,
}

/// <summary>Who can see an annotation.</summary>
internal enum Visibility
{
    /// <summary>Only its reader.</summary>
    Private,

    /// <summary>Also whoever has a <see cref="NoteLink"/> that shows it.</summary>
    Link,
}

internal static class HighlightColours
{
    /// <summary>The colour with this name, in any case, or <see langword="null"/>.</summary>
    public static HighlightColour? Find(string? name) =>
        Enum.GetValues<HighlightColour>().Cast<HighlightColour?>().FirstOrDefault(colour => string.Equals(colour.ToString(), name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a reader can change about an annotation: the colour, the note and the tags.</summary>
/// <param name="Note"><see langword="null"/> for a highlight without a note.</param>
internal sealed record AnnotationContent(HighlightColour Colour, string? Note, IReadOnlyList<string> Tags)
{
    /// <summary>The length of the note and tags, in UTF-16 code units.</summary>
    public int Length => (Note?.Length ?? 0) + Tags.Sum(tag => tag.Length);
}

/// <summary>An <see cref="Anchor"/> as it is stored, with the revision that was searched.</summary>
internal sealed record StoredAnchor
{
    public required string Revision { get; init; }

    public required AnchorState State { get; init; }

    public int? Start { get; init; }

    public int? End { get; init; }

    public required AnchorMethod Method { get; init; }

    public required double Score { get; init; }

    /// <summary>The passage; <see langword="null"/> if the words are gone or the stored range is not valid.</summary>
    public Passage? Passage => Start is { } start && End is { } end && start >= 0 && start < end ? new Passage(start, end) : null;

    /// <summary>Whether this revision was searched and the range fits its text. If not, the target is searched for again.</summary>
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
        annotation.Property(a => a.Visibility).HasConversion<string>();
        annotation.Property(a => a.Version).IsConcurrencyToken(); // so that a second process cannot overwrite a change that it has not seen
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
        annotation.HasIndex(a => new { a.ReaderId, a.EssayId, a.ModifiedAt, a.Version }); // for the latest changes and the reader's stamp
        annotation.HasIndex(a => a.DeletedAt).HasFilter("DeletedAt IS NOT NULL"); // for the purge of the bin by age
    }
}
