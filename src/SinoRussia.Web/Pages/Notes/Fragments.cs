using SinoRussia.Web.Annotations;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Pages.Notes;

/// <summary>HTML that updates a page that stayed open while the reader changed something elsewhere.</summary>
internal sealed record RefreshFragment(IReadOnlyList<string> Blocks, MarginNotes Notes, IReadOnlyList<NoteCard> Cards);

/// <summary>The answer to a script after a save: the changed blocks, a card, and a message for the reader.</summary>
internal sealed record SaveFragment(IReadOnlyList<string> Blocks, NoteCard? Card, string Said)
{
    /// <summary>Whether the message adds that only the reader can see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The link that shows it; <see langword="null"/> if it is not shown, or if the change was not about that.</summary>
    public CardLink? ShownWith { get; init; }

    /// <summary>A further message, or <see langword="null"/>.</summary>
    public string? Notice { get; init; }

    /// <summary>The deleted annotation that Undo would restore, or <see langword="null"/>.</summary>
    public Annotation? Undo { get; init; }

    /// <summary>Whether the card is an entry of the list of notes.</summary>
    public bool IsInList { get; init; }

    /// <summary>The content that Undo would bring back, when a creation changed the mark that was already on these words; or <see langword="null"/>.</summary>
    public AnnotationContent? Replaced { get; init; }

    /// <summary>The annotation that became part of this one; the page shows it no longer. <see langword="null"/> if there is none.</summary>
    public Annotation? Joined { get; init; }

    /// <summary>How Undo makes two of them again, or <see langword="null"/>.</summary>
    public PartForm? Part { get; init; }

    /// <summary>The card of the annotation that was part of this one and is one of its own again; <see langword="null"/> if there is none.</summary>
    public NoteCard? Parted { get; init; }
}

/// <summary>The fields of the form that makes two annotations again of one.</summary>
/// <param name="Back">Two UTF-16 offsets in the essay as it is now, such as <c>120-164</c>: where the annotation was; <see langword="null"/> if it was in the bin.</param>
internal sealed record PartForm(Guid Id, int Version, Joining Joined, string Revision, string? Back);
