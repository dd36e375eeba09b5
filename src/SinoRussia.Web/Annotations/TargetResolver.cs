using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Decides whether words that a reader wants to mark are this essay's, and which target and anchor are stored for them.</summary>
internal sealed class TargetResolver(CurrentAnchors anchors)
{
    // The share of a new mark's words, by their bits, that the essay must have. It is higher than for old marks (Projection.LeastShare),
    // because a reader who marks words now can still choose others. On the edit cases of the anchoring benchmark, searched by the
    // quotation, marks placed on other words, and refused though their words survive: 4 and 15 at 0.5, 1 and 125 at 0.75, 0 and 366 at
    // 0.9 (of 2,439).
    private const double LeastQuoted = 0.75;

    public async Task<((Target Target, StoredAnchor Anchor)? Place, Refusal? Refusal)> ResolveAsync(Target target, CancellationToken cancellation)
    {
        var (requested, refusal) = AnnotationInput.Target(target);
        if (requested is null)
        {
            return (null, refusal);
        }

        var anchor = await anchors.LocateAsync(requested, cancellation);
        var stood = await anchors.InOwnRevisionAsync(requested, cancellation);
        var isHere = anchor.Passage is not null && anchor is not { Method: AnchorMethod.Quotation, Score: < LeastQuoted };
        if (!isHere && stood is null)
        {
            return (null, Refusal.PassageNotFound);
        }

        // A page left open during an edit still lands. Where its words are unchanged, they are quoted as they stand today. Where they were
        // reworded, the mark keeps the words that the reader saw. Where they are gone by now (the mark may have waited for a connection for
        // days), it is kept as detached, provided that they ever stood there. A position is kept only where the words stood: any other would
        // be a number that means nothing.
        var kept = anchor is { State: AnchorState.Exact, Passage: { } passage }
            ? Anchoring.Describe(anchors.Essay.Text, anchors.Essay.Revision, passage)
            : stood ?? requested with { Position = TextPositionSelector.Unknown, Revision = null };
        return ((kept, StoredAnchor.Of(anchor, anchors.Essay.Revision)), null);
    }
}
