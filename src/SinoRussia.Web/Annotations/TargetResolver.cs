using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Decides whether the words that a reader wants to mark are in this essay, and which target and anchor are stored for them.</summary>
internal sealed class TargetResolver(CurrentAnchors anchors)
{
    // The share of the quoted words, weighted by their bits of information, that the essay must contain. It is higher than for existing
    // marks (Projection.LeastShare), because a reader who is marking now can still choose other words. Measured on the edit cases of the
    // anchoring benchmark (2,439), searched by quotation: marks placed on the wrong words, and marks refused although their words survive,
    // were 4 and 15 at 0.5, 1 and 125 at 0.75, 0 and 366 at 0.9.
    private const double LeastQuoted = 0.75;

    public async Task<((Target Target, StoredAnchor Anchor)? Place, Refusal? Refusal)> ResolveAsync(Target target, CancellationToken cancellation)
    {
        var (requested, refusal) = AnnotationInput.Target(target);
        if (requested is null)
        {
            return (null, refusal);
        }

        var anchor = await anchors.LocateAsync(requested, cancellation);
        var original = await anchors.InOwnRevisionAsync(requested, cancellation);
        var isHere = anchor.Passage is not null && anchor is not { Method: AnchorMethod.Quotation, Score: < LeastQuoted };
        if (!isHere && original is null)
        {
            return (null, Refusal.PassageNotFound);
        }

        // A selection from a page that was left open during an edit can still be saved. If its words are unchanged, they are stored as they
        // are today. If they were reworded, the mark keeps the words that the reader saw. If they are gone (the request may have waited
        // days for a connection), the mark is stored as detached, provided that its own revision had these words. The position is kept
        // only if the words were there in that revision, because otherwise it would mean nothing.
        var kept = anchor is { State: AnchorState.Exact, Passage: { } passage }
            ? Anchoring.Describe(anchors.Essay.Text, anchors.Essay.Revision, passage)
            : original ?? requested with { Position = TextPositionSelector.Unknown, Revision = null };
        return ((kept, StoredAnchor.Of(anchor, anchors.Essay.Revision)), null);
    }
}
