using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Finds where marks stand in an essay, with the help of the stored texts that they were made on. Writes nothing.</summary>
internal sealed class AnchorLocator(RevisionTexts texts, Alignments alignments)
{
    public async Task<Anchor> LocateAsync(Essay essay, Target target, CancellationToken cancellation) =>
        Anchoring.Locate(essay.Text, essay.Revision, target, await AlignmentAsync(essay, target.Revision, cancellation));

    /// <summary>Where each of these stands. Those made on one text are taken together, for they share an alignment.</summary>
    public async Task<IReadOnlyList<(StaleMark Mark, StoredAnchor Anchor)>> LocateAllAsync(Essay essay, IEnumerable<StaleMark> marks, CancellationToken cancellation)
    {
        var found = new List<(StaleMark, StoredAnchor)>();
        foreach (var mark in marks.OrderBy(mark => mark.Target.Revision, StringComparer.Ordinal))
        {
            found.Add((mark, StoredAnchor.Of(await LocateAsync(essay, mark.Target, cancellation), essay.Revision)));
        }

        return found;
    }

    /// <summary>The alignment of a stored text with the essay; <see langword="null"/> when it is the same text, or no such text is stored.</summary>
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
