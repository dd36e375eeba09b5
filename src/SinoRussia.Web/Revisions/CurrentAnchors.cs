using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>Where marks are in the essay as this request sees it. Writes nothing: <see cref="Reanchoring"/> stores the result, once for each mark and revision.</summary>
internal sealed class CurrentAnchors(Essay essay, RevisionTexts texts, AnchorLocator locator, StaleAnchorSignal signal)
{
    public Essay Essay => essay;

    public Task<Anchor> LocateAsync(Target target, CancellationToken cancellation) => locator.LocateAsync(essay, target, cancellation);

    /// <summary>The target at these offsets in the revision that a page was rendered from, or <see langword="null"/> if there is no such
    /// revision or range. So a page that was left open during an edit still works.</summary>
    public async Task<Target?> DescribeAsync(string revision, int start, int end, CancellationToken cancellation)
    {
        var text = revision == essay.Revision ? essay.Text : (await texts.FindAsync(essay, revision, cancellation))?.Text;
        return text is not null && start >= 0 && start < end && end <= text.Length
            ? Anchoring.Describe(text, revision, new Passage(start, end))
            : null;
    }

    /// <summary>The target as its own revision has it, if the words are at that position there; otherwise <see langword="null"/>.</summary>
    public async Task<Target?> InOwnRevisionAsync(Target target, CancellationToken cancellation)
    {
        var text = target.Revision is not { } revision ? null : revision == essay.Revision ? essay.Text : (await texts.FindAsync(essay, revision, cancellation))?.Text;
        return text is not null && Anchoring.PlaceIn(text, target) is { } place ? Anchoring.Describe(text, target.Revision!, place) : null; // Revision is not null, because its text was found
    }

    /// <summary>Whether the quotation differs from what a known revision has at this position. Then something in the reader's browser
    /// changed the page, and nobody can know which words they mean.</summary>
    public async Task<bool> IsChangedAsync(Target target, CancellationToken cancellation) =>
        target.Revision is { } revision
        && (revision == essay.Revision || await texts.FindAsync(essay, revision, cancellation) is not null)
        && !(await DescribeAsync(revision, target.Position.Start, target.Position.End, cancellation) is { } described && described.Quotes(target.Quote.Exact));

    /// <summary>The same for two offsets as a form sends them, for example <c>120-164</c>.</summary>
    public Task<Target?> DescribeAsync(string revision, string passage, CancellationToken cancellation) =>
        passage.Split('-') is [var first, var last] && int.TryParse(first, out var start) && int.TryParse(last, out var end)
            ? DescribeAsync(revision, start, end, cancellation)
            : Task.FromResult<Target?>(null);

    /// <summary>For each of these detached annotations, the paragraph or caption nearest to where its words were. Those of one revision share an alignment.</summary>
    public async Task<IReadOnlyDictionary<Guid, Element>> NearestElementsAsync(IEnumerable<Annotation> detached, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, Element>();
        foreach (var sameRevision in detached.GroupBy(annotation => annotation.Target.Revision, StringComparer.Ordinal))
        {
            var alignment = await locator.AlignmentAsync(essay, sameRevision.Key, cancellation);
            foreach (var annotation in sameRevision)
            {
                var start = annotation.Target.Position.Start;
                found[annotation.Id] = NearestTo(alignment?.Near(start) ?? Math.Clamp(start, 0, essay.Text.Length - 1));
            }
        }

        return found;
    }

    /// <summary>The offset where a passage of an older revision is now, or where the text around it is.</summary>
    public async Task<int> SuccessorAsync(string revision, Passage piece, CancellationToken cancellation) =>
        await locator.AlignmentAsync(essay, revision, cancellation) is { } alignment
            ? alignment.Carry(piece).Passage?.Start ?? alignment.Near(piece.Start) ?? 0
            : Math.Min(piece.Start, essay.Text.Length - 1); // no alignment, as when the same text has new addresses

    /// <summary>The paragraph or caption nearest to an offset. Headings and footnotes have no page of their own for notes.</summary>
    public Element NearestTo(int place) =>
        essay.Elements.Where(e => essay.FindParagraph(e.Id) is not null).MinBy(e => place < e.Start ? e.Start - place : Math.Max(0, place - e.End))!; // not null: every essay has paragraphs

    /// <summary>Anchors annotations that were last anchored in another revision, in memory only.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<Annotation> annotations, CancellationToken cancellation)
    {
        var stale = annotations.Where(a => !a.Anchor.IsIn(essay)).ToList();
        if (stale.Count == 0)
        {
            return;
        }

        signal.Report();
        try
        {
            var found = await FindAsync(stale.Select(a => new StaleMark(a.Id, a.Target, a.Anchor.Revision)), cancellation);
            var anchors = found.ToDictionary(place => place.Mark.Id, place => place.Anchor);
            stale.ForEach(annotation => annotation.SetAnchor(anchors[annotation.Id]));
        }
        catch (Exception failure) when (WriteQueue.IsStorage(failure))
        {
            // The page is still shown, with these marks where they were last anchored.
        }
    }

    /// <summary>The places of those that were last anchored in another revision. Lists follow the current text, also before <see cref="Reanchoring"/> has stored it.</summary>
    public async Task<IReadOnlyDictionary<Guid, PlaceInText>> MovedAsync(AnnotationsDb db, IQueryable<Annotation> annotations, CancellationToken cancellation)
    {
        var revision = essay.Revision;
        var stale = await annotations.Where(a => a.Anchor.Revision != revision).Select(a => new { a.Id, a.CreatedAt }).ToDictionaryAsync(a => a.Id, a => a.CreatedAt, cancellation);
        var places = new Dictionary<Guid, PlaceInText>();
        foreach (var batch in stale.Keys.Chunk(AnchorRows.Batch))
        {
            foreach (var (mark, anchor) in await FindAsync(await AnchorRows.ReadAsync(db, batch, essay, cancellation), cancellation))
            {
                places[mark.Id] = new PlaceInText(anchor.Start, mark.Target.Position.Start, stale[mark.Id]);
            }
        }

        return places;
    }

    /// <summary>Where these marks are in this essay.</summary>
    public Task<IReadOnlyList<(StaleMark Mark, StoredAnchor Anchor)>> FindAsync(IEnumerable<StaleMark> marks, CancellationToken cancellation) =>
        locator.LocateAllAsync(essay, marks, cancellation);
}
