using SinoRussia.Web.Hosting;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>The result of a request to change an annotation.</summary>
internal abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="Annotation">Its current state.</param>
    /// <param name="IsNew">Whether this request created it. Sending the same creation twice creates only one.</param>
    /// <param name="Notice">A message for the reader that little room is left, or <see langword="null"/>.</param>
    /// <param name="Before">If a creation changed the annotation that was already on the passage: its content before.</param>
    public sealed record Saved(Annotation Annotation, bool IsNew = false, string? Notice = null, AnnotationContent? Before = null) : Outcome
    {
        /// <summary>The annotation that was on the passage to which this one was moved or restored. This one has the content of both now, the other is in the
        /// bin. <see langword="null"/> if there was none.</summary>
        public Annotation? Joined { get; init; }

        /// <summary>The annotation that was part of this one and is one of its own again; <see langword="null"/> if there is none.</summary>
        public Annotation? Parted { get; init; }

        /// <summary>Whether it was shown to others until now and is private, because words were added that its reader did not write to be shown.</summary>
        public bool IsHeldBack { get; init; }
    }

    /// <summary>It cannot be done as asked.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>It was changed since the reader loaded it, perhaps by themselves in another window.</summary>
    public sealed record Stale(Annotation Current) : Outcome;

    /// <summary>There is no such annotation, or it belongs to someone else. The answer is the same, so that it does not reveal which.</summary>
    public sealed record Missing : Outcome;
}
