using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Annotations;

/// <summary>Reads the reader's marks for the essay page: only the columns that the page shows, and only the marks that it shows.</summary>
internal sealed class ReaderMarks(IDbContextFactory<AnnotationsDb> databases, IDatabaseEngine engine, CurrentReader reader, CurrentAnchors anchors, ReaderAnnotations annotations, KnownMarks known)
{
    // Twice the longest passage that can be marked, because an edit may have made it a little longer.
    private const int Longest = 2 * Limits.Quote;

    // With more than this, they are not anchored again one by one at every save.
    private const int MostElsewhere = 200;

    // With more changes than this, everything is read again.
    private const int MostWritten = 500;

    private Essay Essay => anchors.Essay;

    /// <summary>All marks that have a place in the text, oldest first.</summary>
    public async Task<MarksInText> AllAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return MarksInText.None;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var moment = await engine.BeginReadAsync(db, cancellation); // so that the stamp and the rows match
        var stamp = await StampAsync(db, readerId, cancellation);
        var before = known.Find(readerId, Essay);
        if (before?.Stamp == stamp)
        {
            return before.Marks;
        }

        var now = (before is null ? null : await WithWrittenAsync(db, readerId, before, stamp, cancellation)) ?? MarksSnapshot.Of(Essay, stamp, await AllAsync(db, readerId, cancellation));
        known.Set(readerId, now);
        return now.Marks;
    }

    /// <summary>The marks that touch one of these elements. The cost depends on these, not on how many the reader has.</summary>
    public async Task<MarksInText> TouchingAsync(IReadOnlyCollection<Element> elements, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId || elements.Count == 0)
        {
            return MarksInText.None;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var elsewhere = await ElsewhereAsync(db, readerId, isAll: false, cancellation, MostElsewhere + 1);
        var runs = ElementRuns.Of(elements).ToList();
        if (elsewhere.Count > MostElsewhere)
        {
            // Using the cached snapshot costs less than anchoring each one again.
            var all = await AllAsync(cancellation);
            return all with { Marks = [.. all.Marks.Where(mark => runs.Exists(run => mark.Passage.Start < run.End && run.Start < mark.Passage.End))] };
        }

        var here = new Dictionary<Guid, SlimMark>();
        foreach (var (start, end) in runs)
        {
            foreach (var mark in await Slim(Touching(db, readerId, start, end)).ToListAsync(cancellation))
            {
                here[mark.Id] = mark;
            }
        }

        return MarksSnapshot.Of(Essay, ReaderStamp.Nothing, here.Values.Select(Known).Concat(await KnownAsync(elsewhere, cancellation))).Marks;
    }

    /// <summary>The whole annotations that touch an element, in the order of the text.</summary>
    public async Task<IReadOnlyList<Annotation>> OnAsync(Element element, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var here = await Touching(db, readerId, element.Start, element.End).ToListAsync(cancellation);
        var others = await ElsewhereAsync(db, readerId, isAll: false, cancellation);
        return [.. here.Concat(others.Where(a => a.Anchor is { Start: { } start, End: { } end } && start < element.End && element.Start < end))
            .OrderBy(a => a.Anchor.Start).ThenBy(a => a.CreatedAt)];
    }

    /// <summary>The detached annotations.</summary>
    public async Task<IReadOnlyList<Annotation>> DetachedAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return [.. (await ElsewhereAsync(db, readerId, isAll: false, cancellation)).Where(a => a.Anchor.Passage is null).OrderBy(a => a.Target.Position.Start).ThenBy(a => a.CreatedAt)];
    }

    /// <summary>Those of these annotations that are the reader's and not in the bin, as whole rows.</summary>
    public async Task<IReadOnlyList<Annotation>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId || ids.Count == 0)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancellation); // by id only: with the reader in the query, SQLite would scan all of theirs
        found.RemoveAll(a => a.ReaderId != readerId || a.EssayId != Essay.Id || a.DeletedAt is not null);
        await anchors.RefreshAsync(found, cancellation);
        return found;
    }

    /// <summary>The notes of these annotations and who can see them, by id. Annotations without a note are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, (string Words, Visibility Visibility)>> NotesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId || ids.Count == 0)
        {
            return new Dictionary<Guid, (string, Visibility)>();
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.ReaderId, a.EssayId, a.Note, a.Visibility }).ToListAsync(cancellation); // by id only, as above
        return found.Where(a => a.ReaderId == readerId && a.EssayId == Essay.Id && a.Note is not null).ToDictionary(a => a.Id, a => (a.Note!, a.Visibility)); // filtered for null
    }

    /// <summary>Identifies the current state of the reader's annotations. <see langword="null"/> without a reader.</summary>
    public async Task<ReaderStamp?> StampAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await StampAsync(db, readerId, cancellation);
    }

    private Task<ReaderStamp> StampAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation) =>
        ReaderStamp.OfAsync(db.AnnotationsOf(readerId, Essay), cancellation);

    // Those that are anchored in the current revision.
    private IQueryable<Annotation> Here(AnnotationsDb db, Guid readerId, int from = 0)
    {
        var (revision, length) = (Essay.Revision, Essay.Text.Length);
        return db.AnnotationsOf(readerId, Essay).AsNoTracking().Where(a => a.Anchor.Revision == revision && a.DeletedAt == null
            && a.Anchor.Start >= from && a.Anchor.End > a.Anchor.Start && a.Anchor.End <= length && a.Anchor.State != AnchorState.Detached);
    }

    // Only one lower bound: with two, SQLite may choose the one that excludes less of the index.
    private IQueryable<Annotation> Touching(AnnotationsDb db, Guid readerId, int start, int end) =>
        Here(db, readerId, Math.Max(0, start - Longest)).Where(a => a.Anchor.Start < end && a.Anchor.End > start);

    private static IQueryable<SlimMark> Slim(IQueryable<Annotation> some) => some.Select(a => new SlimMark(
        a.Id, a.Version, a.Anchor.Start!.Value, a.Anchor.End!.Value, a.Colour, a.Note != null, a.CreatedAt, a.Anchor.State == AnchorState.Moved ? a.Target.Quote.Exact : null)); // Here excludes rows where either is null

    // The detached ones, and those last anchored in another revision: all of them after an edit, otherwise few or none. With isAll, also
    // those whose stored position is not valid, so that they are anchored again.
    private async Task<IReadOnlyList<Annotation>> ElsewhereAsync(AnnotationsDb db, Guid readerId, bool isAll, CancellationToken cancellation, int most = int.MaxValue)
    {
        var (revision, length) = (Essay.Revision, Essay.Text.Length);
        var mine = db.AnnotationsOf(readerId, Essay).AsNoTracking().Where(a => a.DeletedAt == null);
        List<IQueryable<Annotation>> parts = [mine.Where(a => a.Anchor.Revision == revision && a.Anchor.Start == null)];
        if (isAll)
        {
            parts.Add(mine.Where(a => a.Anchor.Revision == revision && a.Anchor.Start != null
                && (a.Anchor.Start < 0 || a.Anchor.End == null || a.Anchor.End <= a.Anchor.Start || a.Anchor.End > length || a.Anchor.State == AnchorState.Detached)));
        }

#pragma warning disable CA1309 // The database does the comparison, and it has no culture.
        parts.Add(mine.Where(a => string.Compare(a.Anchor.Revision, revision) < 0)); // two ranges of the index
        parts.Add(mine.Where(a => string.Compare(a.Anchor.Revision, revision) > 0));
#pragma warning restore CA1309
        var elsewhere = new List<Annotation>();
        foreach (var part in parts)
        {
            elsewhere.AddRange(await (most < int.MaxValue ? part.OrderBy(a => a.Anchor.Revision).ThenBy(a => a.Anchor.Start).Take(most) : part).ToListAsync(cancellation));
        }

        await anchors.RefreshAsync(elsewhere, cancellation);
        return elsewhere;
    }

    // Everything the reader has, including the bin.
    private async Task<IEnumerable<KnownMark>> AllAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation)
    {
        var here = await Slim(Here(db, readerId)).ToListAsync(cancellation);
        var others = await KnownAsync(await ElsewhereAsync(db, readerId, isAll: true, cancellation), cancellation);
        var inBin = await db.AnnotationsOf(readerId, Essay).Where(a => a.DeletedAt != null).Select(a => new { a.Id, a.Version }).ToListAsync(cancellation);
        return here.Select(Known).Concat(others).Concat(inBin.Select(a => new KnownMark(a.Id, a.Version, null, null)));
    }

    // The snapshot updated with later changes. Null if there are too many, or if the result does not match.
    private async Task<MarksSnapshot?> WithWrittenAsync(AnnotationsDb db, Guid readerId, MarksSnapshot before, ReaderStamp stamp, CancellationToken cancellation)
    {
        var last = before.Stamp.Last;
        var written = await db.AnnotationsOf(readerId, Essay).AsNoTracking().Where(a => a.ModifiedAt >= last)
            .OrderByDescending(a => a.ModifiedAt).Take(MostWritten + 1).ToListAsync(cancellation);
        if (written.Count > MostWritten)
        {
            return null;
        }

        var kept = written.FindAll(a => a.DeletedAt is null);
        await anchors.RefreshAsync(kept, cancellation);
        return before.With(stamp, [.. await KnownAsync(kept, cancellation), .. written.Where(a => a.DeletedAt is not null).Select(a => new KnownMark(a.Id, a.Version, null, null))]);
    }

    private KnownMark Known(SlimMark slim)
    {
        var passage = new Passage(slim.Start, slim.End);
        var mark = new Mark(slim.Id, passage, slim.Colour, slim.HasNote, slim.CreatedAt, slim.Marked is { } marked ? HighlightMapping.ChangeNotice(passage, marked, Essay) : null);
        return new KnownMark(slim.Id, slim.Version, mark, null);
    }

    private async Task<IEnumerable<KnownMark>> KnownAsync(IReadOnlyList<Annotation> some, CancellationToken cancellation)
    {
        var beside = await annotations.NearestElementsAsync(some.Where(a => !a.IsDetachmentDismissed), cancellation);
        return some.Select(a => new KnownMark(a.Id, a.Version, a.Anchor.Passage is null ? null : Mark.Of(a, Essay), beside.GetValueOrDefault(a.Id)?.Id));
    }

    private sealed record SlimMark(Guid Id, int Version, int Start, int End, HighlightColour Colour, bool HasNote, DateTimeOffset CreatedAt, string? Marked);
}
