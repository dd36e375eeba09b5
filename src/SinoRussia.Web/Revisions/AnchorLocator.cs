using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Finds where marks are in an essay, with the help of the stored revisions on which they were made. Writes nothing.</summary>
internal sealed class AnchorLocator(RevisionTexts texts, Alignments alignments)
{
    public async Task<Anchor> LocateAsync(Essay essay, Target target, CancellationToken cancellation) =>
        Anchoring.Locate(essay.Text, essay.Revision, target, await AlignmentAsync(essay, target.Revision, cancellation));

    /// <summary>Finds each of these marks. They are grouped by revision, because those of one revision share an alignment.</summary>
    public async Task<IReadOnlyList<(StaleMark Mark, StoredAnchor Anchor)>> LocateAllAsync(Essay essay, IEnumerable<StaleMark> marks, CancellationToken cancellation)
    {
        var found = new List<(StaleMark, StoredAnchor)>();
        foreach (var mark in marks.OrderBy(mark => mark.Target.Revision, StringComparer.Ordinal))
        {
            found.Add((mark, StoredAnchor.Of(await LocateAsync(essay, mark.Target, cancellation), essay.Revision)));
        }

        return found;
    }

    /// <summary>The alignment of a stored revision with the essay; <see langword="null"/> if it is the same revision, or is not stored.</summary>
    public async Task<Alignment?> AlignmentAsync(Essay essay, string? revision, CancellationToken cancellation)
    {
        if (revision is null || revision == essay.Revision)
        {
            return null;
        }

        if (alignments.Find(revision, essay.Revision) is { } known)
        {
            return known;
        }

        return await texts.FindAsync(essay, revision, cancellation) is { } text
            ? alignments.Add(revision, text.Text, essay.Revision, essay.Text)
            : null;
    }
}
