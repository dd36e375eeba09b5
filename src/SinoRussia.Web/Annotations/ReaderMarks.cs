using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Essays.Anchors;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations;

/// <summary>What the essay is painted with: of each of the reader's annotations only what a page shows of it, and only those that it shows.</summary>
internal sealed class ReaderMarks(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, CurrentAnchors anchors, ReaderAnnotations annotations)
{
    // The longest passage that can be marked, twice: after an edit it may be a little longer than it was.
    private const int Longest = 2 * Bounds.Quote;

    // Tags are suggested from what was written last.
    private const int RecentNotes = 500;
    private const int MostSuggested = 200;

    private Essay Essay => anchors.Essay;

    /// <summary>All that stand in the text, the oldest first.</summary>
    public async Task<MarksInText> AllAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return MarksInText.None;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var here = await Slim(Here(db, readerId)).ToListAsync(cancellation);
        return await WithTheOthersAsync(db, readerId, here, isAll: true, cancellation);
    }

    /// <summary>Those that touch one of these elements. Costs what they are, whatever else the reader has.</summary>
    public async Task<MarksInText> TouchingAsync(IReadOnlyCollection<Element> elements, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId || elements.Count == 0)
        {
            return MarksInText.None;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var here = new Dictionary<Guid, SlimMark>();
        foreach (var (start, end) in Runs(elements))
        {
            foreach (var mark in await Slim(Touching(Here(db, readerId), start, end)).ToListAsync(cancellation))
            {
                here[mark.Id] = mark;
            }
        }

        return await WithTheOthersAsync(db, readerId, [.. here.Values], isAll: false, cancellation);
    }

    /// <summary>The annotations that touch an element, as wholes, in the order of the text.</summary>
    public async Task<IReadOnlyList<Annotation>> OnAsync(Element element, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var here = await Touching(Here(db, readerId), element.Start, element.End).ToListAsync(cancellation);
        var others = await ElsewhereAsync(db, readerId, isAll: false, cancellation);
        return [.. here.Concat(others.Where(a => a.Anchor is { Start: { } start, End: { } end } && start < element.End && element.Start < end))
            .OrderBy(a => a.Anchor.Start).ThenBy(a => a.CreatedAt)];
    }

    /// <summary>Those whose words are gone.</summary>
    public async Task<IReadOnlyList<Annotation>> DetachedAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return [.. (await ElsewhereAsync(db, readerId, isAll: false, cancellation)).Where(a => a.Anchor.Passage is null).OrderBy(a => a.Target.Position.Start).ThenBy(a => a.CreatedAt)];
    }

    /// <summary>Those of these annotations that are the reader's and not thrown away, as wholes.</summary>
    public async Task<IReadOnlyList<Annotation>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId || ids.Count == 0)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Annotations.AsNoTracking().Where(a => ids.Contains(a.Id) && a.ReaderId == readerId && a.DeletedAt == null).ToListAsync(cancellation);
        await anchors.RefreshAsync(found, cancellation);
        return found;
    }

    /// <summary>The notes on these, by their ids.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NotesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId || ids.Count == 0)
        {
            return new Dictionary<Guid, string>();
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Annotations.AsNoTracking()
            .Where(a => ids.Contains(a.Id) && a.ReaderId == readerId && a.Note != null)
            .Select(a => new { a.Id, a.Note })
            .ToDictionaryAsync(a => a.Id, a => a.Note!, cancellation); // those without are left out
    }

    /// <summary>The reader's own tags to be offered while they write; none while they cannot be read, for a form does without.</summary>
    public async Task<IReadOnlyList<string>> SuggestedTagsAsync(CancellationToken cancellation)
    {
        try
        {
            return await RecentTagsAsync(MostSuggested, cancellation);
        }
        catch (Exception failure) when (AnnotationsWriter.IsStorage(failure))
        {
            return [];
        }
    }

    /// <summary>The tags that the reader wrote last, in alphabetical order, each spelt as it was written last.</summary>
    /// <param name="most">How many of them.</param>
    public async Task<IReadOnlyList<string>> RecentTagsAsync(int most, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var lists = await db.Annotations.AsNoTracking()
            .Where(a => a.ReaderId == readerId && a.DeletedAt == null)
            .OrderByDescending(a => a.ModifiedAt)
            .Take(RecentNotes)
            .Select(a => a.Tags)
            .ToListAsync(cancellation);
        return [.. lists.SelectMany(tags => tags).Distinct(TagList.Comparer).Take(most).Order(TagList.Comparer)];
    }

    /// <summary>By which one state of all that the reader wrote is told from another, whoever wrote it; <see langword="null"/> for a stranger.</summary>
    /// <remarks>Each change of an annotation adds to the sum of their versions; the latest moment tells apart what was purged and made anew.</remarks>
    public async Task<string?> StampAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var stamp = await db.Annotations.Where(a => a.ReaderId == readerId)
            .GroupBy(a => a.ReaderId)
            .Select(mine => new { Count = mine.Count(), Versions = mine.Sum(a => (long)a.Version), Last = mine.Max(a => a.ModifiedAt) })
            .FirstOrDefaultAsync(cancellation);
        return stamp is null ? "0" : $"{stamp.Count}-{stamp.Versions}-{stamp.Last.ToUnixTimeMilliseconds()}";
    }

    // Those that are known to stand in the text as it reads now.
    private IQueryable<Annotation> Here(AnnotationsDb db, Guid readerId)
    {
        var (revision, length) = (Essay.Revision, Essay.Text.Length);
        return db.Annotations.AsNoTracking().Where(a => a.ReaderId == readerId && a.Anchor.Revision == revision && a.DeletedAt == null
            && a.Anchor.Start >= 0 && a.Anchor.End > a.Anchor.Start && a.Anchor.End <= length && a.Anchor.State != AnchorState.Detached);
    }

    private static IQueryable<Annotation> Touching(IQueryable<Annotation> some, int start, int end) =>
        some.Where(a => a.Anchor.Start > start - Longest && a.Anchor.Start < end && a.Anchor.End > start);

    private static IQueryable<SlimMark> Slim(IQueryable<Annotation> some) => some.Select(a => new SlimMark(
        a.Id, a.Anchor.Start!.Value, a.Anchor.End!.Value, a.Colour, a.Note != null, a.CreatedAt, a.Anchor.State == AnchorState.Moved ? a.Target.Quote.Exact : null)); // Here has seen to both

    // Those whose words are gone, and those that were last looked for in another revision; after an edit all, else few or none. Whoever
    // reads all of them anyway has those looked for again, too, whose stored place is none.
    private async Task<IReadOnlyList<Annotation>> ElsewhereAsync(AnnotationsDb db, Guid readerId, bool isAll, CancellationToken cancellation)
    {
        var (revision, length) = (Essay.Revision, Essay.Text.Length);
        var mine = db.Annotations.AsNoTracking().Where(a => a.ReaderId == readerId && a.DeletedAt == null);
        var elsewhere = await mine.Where(a => a.Anchor.Revision == revision && a.Anchor.Start == null).ToListAsync(cancellation);
        if (isAll)
        {
            elsewhere.AddRange(await mine.Where(a => a.Anchor.Revision == revision && a.Anchor.Start != null
                && (a.Anchor.Start < 0 || a.Anchor.End == null || a.Anchor.End <= a.Anchor.Start || a.Anchor.End > length || a.Anchor.State == AnchorState.Detached)).ToListAsync(cancellation));
        }

#pragma warning disable CA1309 // The database compares, and knows no culture.
        elsewhere.AddRange(await mine.Where(a => string.Compare(a.Anchor.Revision, revision) < 0).ToListAsync(cancellation)); // two ranges of the index
        elsewhere.AddRange(await mine.Where(a => string.Compare(a.Anchor.Revision, revision) > 0).ToListAsync(cancellation));
#pragma warning restore CA1309
        await anchors.RefreshAsync(elsewhere, cancellation);
        return elsewhere;
    }

    private async Task<MarksInText> WithTheOthersAsync(AnnotationsDb db, Guid readerId, List<SlimMark> here, bool isAll, CancellationToken cancellation)
    {
        var others = await ElsewhereAsync(db, readerId, isAll, cancellation);
        var beside = await annotations.NeighboursAsync(others.Where(a => !a.IsLossDismissed), cancellation);
        var all = here.ConvertAll(ToMark);
        all.AddRange(others.Where(a => a.Anchor.Passage is not null).Select(a => Mark.Of(a, Essay)));
        all.Sort(static (a, b) => (a.CreatedAt, a.Passage.Start, a.Id).CompareTo((b.CreatedAt, b.Passage.Start, b.Id)));
        return new MarksInText(all, beside.Values.CountBy(element => element.Id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
    }

    private Mark ToMark(SlimMark slim)
    {
        var passage = new Passage(slim.Start, slim.End);
        return new Mark(slim.Id, passage, slim.Colour, slim.HasNote, slim.CreatedAt, slim.Marked is { } marked ? Painted.Told(passage, marked, Essay) : null);
    }

    // Neighbours as one.
    private static IEnumerable<(int Start, int End)> Runs(IEnumerable<Element> elements)
    {
        (int Start, int End)? run = null;
        foreach (var element in elements.OrderBy(e => e.Start))
        {
            if (run is { } open && element.Start <= open.End + 1)
            {
                run = (open.Start, element.End);
                continue;
            }

            if (run is { } whole)
            {
                yield return whole;
            }

            run = (element.Start, element.End);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }

    private sealed record SlimMark(Guid Id, int Start, int End, HighlightColour Colour, bool HasNote, DateTimeOffset CreatedAt, string? Marked);
}

/// <summary>What a page shows of an annotation in the text.</summary>
/// <param name="Told">What a reader is told of its words, or <see langword="null"/> when they are as they were.</param>
internal sealed record Mark(Guid Id, Passage Passage, HighlightColour Colour, bool HasNote, DateTimeOffset CreatedAt, string? Told)
{
    /// <param name="annotation">One that stands in the text.</param>
    public static Mark Of(Annotation annotation, Essay essay) =>
        new(annotation.Id, annotation.Anchor.Passage!.Value, annotation.Colour, annotation.Note is not null, annotation.CreatedAt, Painted.Told(annotation, essay)); // as the caller says
}

/// <param name="Marks">The oldest first.</param>
/// <param name="Lost">How many lost their words beside each element, by its id.</param>
internal sealed record MarksInText(IReadOnlyList<Mark> Marks, IReadOnlyDictionary<string, int> Lost)
{
    public static readonly MarksInText None = new([], new Dictionary<string, int>(StringComparer.Ordinal));
}
