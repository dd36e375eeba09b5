using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Reading;

namespace SinoRussia.Web.Annotations;

/// <summary>Where marks stand in the essay as it reads in this request. Asked once per mark and revision; the answer is stored.</summary>
internal sealed class CurrentAnchors(
    Essay essay, LiveEssay live, RevisionTexts texts, AnnotationsWriter writer, Alignments alignments)
{
    public Essay Essay => essay;

    public async Task<Anchor> LocateAsync(Target target, CancellationToken cancellation) =>
        Anchoring.Locate(essay.Text, essay.Revision, target, await AlignmentAsync(target.Revision, cancellation));

    /// <summary>The words at a place in a revision that a page was made from, or <see langword="null"/> when there is no such
    /// revision or place. So a page left open during an edit still says what its reader meant.</summary>
    public async Task<Target?> DescribeAsync(string revision, int start, int end, CancellationToken cancellation)
    {
        var text = revision == essay.Revision ? essay.Text : await texts.FindAsync(revision, cancellation);
        return text is not null && start >= 0 && start < end && end <= text.Length
            ? Anchoring.Describe(text, revision, new Passage(start, end))
            : null;
    }

    /// <summary>Whether the essay, as it read in the target's revision, had these very words in this very place.</summary>
    public async Task<bool> OnceReadAsync(Target target, CancellationToken cancellation) =>
        target is { Revision: { } revision, Position: { } position }
        && await DescribeAsync(revision, position.Start, position.End, cancellation) is { } described
        && described.Quote.Exact == target.Quote.Exact;

    /// <summary>Whether a page of a text that we know says other words than that text has in this place: something in the reader's
    /// browser changed them, and nobody can say which are meant.</summary>
    public async Task<bool> IsChangedAsync(Target target, CancellationToken cancellation) =>
        target.Revision is { } revision
        && (revision == essay.Revision || await texts.FindAsync(revision, cancellation) is not null)
        && !(await DescribeAsync(revision, target.Position.Start, target.Position.End, cancellation) is { } described && described.Says(target.Quote.Exact));

    /// <summary>The same for two offsets as a form sends them, such as <c>120-164</c>.</summary>
    public Task<Target?> DescribeAsync(string revision, string passage, CancellationToken cancellation) =>
        passage.Split('-') is [var first, var last] && int.TryParse(first, out var start) && int.TryParse(last, out var end)
            ? DescribeAsync(revision, start, end, cancellation)
            : Task.FromResult<Target?>(null);

    /// <summary>The paragraph or caption nearest to where a mark's words used to stand.</summary>
    public async Task<Element> NeighbourAsync(Target target, CancellationToken cancellation)
    {
        var alignment = await AlignmentAsync(target.Revision, cancellation);
        var place = alignment?.Near(target.Position.Start) ?? Math.Clamp(target.Position.Start, 0, essay.Text.Length - 1);
        return NearestTo(place);
    }

    /// <summary>Where a piece of an older text stands now, or where what is left of its surroundings does.</summary>
    public async Task<int> SuccessorAsync(string revision, Passage piece, CancellationToken cancellation) =>
        await AlignmentAsync(revision, cancellation) is { } alignment
            ? alignment.Carry(piece).Passage?.Start ?? alignment.Near(piece.Start) ?? 0
            : Math.Min(piece.Start, essay.Text.Length - 1); // the same text under other addresses

    /// <summary>The paragraph or caption nearest to a place; headings and footnotes have no page of their own for notes.</summary>
    public Element NearestTo(int place) =>
        essay.Elements.Where(e => essay.FindParagraph(e.Id) is not null).MinBy(e => place < e.Start ? e.Start - place : Math.Max(0, place - e.End))!; // an essay has paragraphs

    /// <summary>Brings annotations that were last looked for in another revision up to this one, and stores where they stand.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<Annotation> annotations, CancellationToken cancellation)
    {
        var stale = annotations.Where(a => !a.Anchor.IsIn(essay)).ToList();
        if (stale.Count == 0)
        {
            return;
        }

        var seen = stale.ToDictionary(a => a.Id, a => a.Anchor.Revision);
        foreach (var annotation in stale)
        {
            annotation.StandAt(StoredAnchor.Of(await LocateAsync(annotation.Target, cancellation), essay.Revision));
        }

        // A request that began before an edit shows its reader the text of then; what it found is not worth keeping.
        if (live.Current.Revision == essay.Revision)
        {
            await StoreAsync(stale.ToDictionary(a => a.Id, a => a.Anchor), seen, cancellation);
        }
    }

    // Where a mark stands is no change of the reader's: it gets no new version. What somebody stored meanwhile is newer than this.
    private Task<int> StoreAsync(Dictionary<Guid, StoredAnchor> found, Dictionary<Guid, string> seen, CancellationToken cancellation) =>
        writer.WriteAsync(async (db, token) =>
        {
            foreach (var annotation in await db.Annotations.IgnoreQueryFilters().Where(a => found.Keys.Contains(a.Id)).ToListAsync(token))
            {
                if (annotation.Anchor.Revision == seen[annotation.Id])
                {
                    annotation.StandAt(found[annotation.Id]);
                }
            }

            return found.Count;
        }, cancellation);

    private async Task<Alignment?> AlignmentAsync(string? revision, CancellationToken cancellation)
    {
        if (revision is null || revision == essay.Revision)
        {
            return null;
        }

        if (alignments.Find(revision, essay.Revision) is { } known)
        {
            return known;
        }

        return await texts.FindAsync(revision, cancellation) is { } text
            ? alignments.Add(revision, essay.Revision, Alignment.Between(text, essay.Text))
            : null;
    }
}

/// <summary>The alignments that lead to the newest text, one per revision that marks were made on, for they cost milliseconds.</summary>
internal sealed class Alignments
{
    private readonly ConcurrentDictionary<(string Before, string After), Alignment> known = new();

    public Alignment? Find(string before, string after) => known.GetValueOrDefault((before, after));

    public Alignment Add(string before, string after, Alignment alignment)
    {
        foreach (var pair in known.Keys.Where(pair => pair.After != after))
        {
            known.TryRemove(pair, out _); // nobody asks any more where marks stood in an older text
        }

        return known.GetOrAdd((before, after), alignment);
    }
}
