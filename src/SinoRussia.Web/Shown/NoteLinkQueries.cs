using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;
using NoteLink = SinoRussia.Web.Storage.NoteLink; // the library has a link to a footnote of this name

namespace SinoRussia.Web.Shown;

/// <summary>Reads the reader's own links and what they show.</summary>
internal sealed class NoteLinkQueries(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, AnnotationQueries notes, CurrentAnchors anchors, Essay essay)
{
    // On the page for one link: the reader reads each of them before they show it again.
    private const int MostHeldBack = 20;

    /// <summary>The filter of a link that shows a choice of notes.</summary>
    public static NotesFilter FilterOf(string choice) => NotesQuery.Filter(new QueryCollection(QueryHelpers.ParseQuery(choice)));

    /// <summary>The link that shows this annotation alone, or <see langword="null"/>.</summary>
    public async Task<NoteLink?> OfAsync(Guid annotation, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.LinksOf(readerId, essay).Alone(annotation).AsNoTracking().FirstOrDefaultAsync(cancellation);
    }

    /// <summary>How many links show this annotation together with others.</summary>
    public async Task<int> ReadingsWithAsync(Guid annotation, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.LinksOf(reader.Id, essay).CountAsync(link => link.Shown.Any(shown => shown.AnnotationId == annotation) && (link.Choice != null || link.Shown.Count > 1), cancellation);
    }

    /// <summary>How many links the reader has.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return 0;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.LinksOf(readerId, essay).CountAsync(cancellation);
    }

    /// <summary>Some links of the reader, newest first.</summary>
    public Task<IReadOnlyList<ShownLink>> ListAsync(int skipped, int most, CancellationToken cancellation) =>
        ReadAsync(mine => mine.OrderByDescending(link => link.CreatedAt).ThenByDescending(link => link.Id).Skip(skipped).Take(most), cancellation);

    /// <summary>One link of the reader.</summary>
    public async Task<ShownLink?> FindAsync(Guid id, CancellationToken cancellation) => (await ReadAsync(mine => mine.Where(link => link.Id == id), cancellation)).SingleOrDefault();

    private async Task<IReadOnlyList<ShownLink>> ReadAsync(Func<IQueryable<NoteLink>, IQueryable<NoteLink>> choose, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var links = await choose(db.LinksOf(readerId, essay)).AsNoTracking().ToListAsync(cancellation);
        if (links.Count == 0)
        {
            return [];
        }

        var ids = links.ConvertAll(link => link.Id);
        var listed =
            from shown in db.ShownAnnotations.AsNoTracking()
            where ids.Contains(shown.LinkId)
            join annotation in db.AnnotationsOf(readerId, essay).Where(a => a.DeletedAt == null) on shown.AnnotationId equals annotation.Id into there
            from annotation in there.DefaultIfEmpty()
            select new { shown.LinkId, Visibility = (Visibility?)annotation.Visibility };
        var counts = await listed.GroupBy(one => one.LinkId)
            .Select(one => new { one.Key, Count = one.Count(), Visible = one.Count(a => a.Visibility == Visibility.Link), HeldBack = one.Count(a => a.Visibility == Visibility.Private) })
            .ToDictionaryAsync(one => one.Key, cancellation);
        var alone = await AnnotationsAsync(db, [.. links.Where(link => link.Choice is null && counts.GetValueOrDefault(link.Id)?.Count == 1).Select(link => link.Id)], false, cancellation);
        var heldBack = await AnnotationsAsync(db, [.. counts.Values.Where(one => one.HeldBack > 0).Select(one => one.Key)], true, cancellation);
        var more = await MoreAsync(db, links, cancellation);
        return
        [
            .. links.Select(link => new ShownLink(link, counts.GetValueOrDefault(link.Id)?.Count ?? 0, counts.GetValueOrDefault(link.Id)?.Visible ?? 0)
            {
                Only = alone[link.Id].FirstOrDefault(),
                HeldBack = [.. heldBack[link.Id].OrderBy(a => PlaceInText.Of(a).Order).ThenBy(a => a.Id).Take(MostHeldBack)],
                More = more.GetValueOrDefault(link.Id, []),
            }),
        ];
    }

    // What these links list and is not in the bin.
    private async Task<ILookup<Guid, Annotation>> AnnotationsAsync(AnnotationsDb db, Guid[] links, bool arePrivate, CancellationToken cancellation)
    {
        if (links.Length == 0)
        {
            return Enumerable.Empty<Annotation>().ToLookup(_ => Guid.Empty);
        }

        var rows = await (
            from shown in db.ShownAnnotations
            from annotation in db.AnnotationsOf(reader.Id, essay)
            where links.Contains(shown.LinkId) && annotation.Id == shown.AnnotationId && annotation.DeletedAt == null && (!arePrivate || annotation.Visibility == Visibility.Private)
            select new { shown.LinkId, Annotation = annotation }).AsNoTracking().ToListAsync(cancellation);
        await anchors.RefreshAsync([.. rows.Select(row => row.Annotation)], cancellation);
        return rows.ToLookup(row => row.LinkId, row => row.Annotation);
    }

    // What the choices of these links find and the links do not list. All notes are read only for a choice that needs their words or places.
    private async Task<Dictionary<Guid, IReadOnlyList<SeenNote>>> MoreAsync(AnnotationsDb db, IEnumerable<NoteLink> links, CancellationToken cancellation)
    {
        var choices = links.Where(link => link.Choice is not null).Select(link => (link.Id, Filter: FilterOf(link.Choice!))).ToList();
        if (choices.Count == 0)
        {
            return [];
        }

        var ids = choices.ConvertAll(choice => choice.Id);
        var listed = (await db.ShownAnnotations.AsNoTracking().Where(shown => ids.Contains(shown.LinkId)).ToListAsync(cancellation)).ToLookup(shown => shown.LinkId, shown => shown.AnnotationId);
        var filters = choices.Select(choice => choice.Filter).Distinct().ToList();
        var found = filters.TrueForAll(filter => filter.HasOnlyChoices) ? await ChosenAsync(db, filters, cancellation) : await FoundAsync(filters, cancellation);
        return choices.ToDictionary(choice => choice.Id, choice => (IReadOnlyList<SeenNote>)[.. found[choice.Filter].ExceptBy(listed[choice.Id], note => note.Id)]);
    }

    private async Task<Dictionary<NotesFilter, List<SeenNote>>> ChosenAsync(AnnotationsDb db, IEnumerable<NotesFilter> filters, CancellationToken cancellation)
    {
        var all = await db.AnnotationsOf(reader.Id, essay).Where(a => a.DeletedAt == null).Select(a => new { a.Id, a.Version, a.Colour, a.Tags, HasNote = a.Note != null }).ToListAsync(cancellation);
        return filters.ToDictionary(filter => filter, filter => all.Where(a => filter.FitsChoices(a.Colour, a.Tags, a.HasNote)).Select(a => new SeenNote(a.Id, a.Version)).ToList());
    }

    private async Task<Dictionary<NotesFilter, List<SeenNote>>> FoundAsync(IEnumerable<NotesFilter> filters, CancellationToken cancellation)
    {
        var all = await notes.ListAsync(cancellation);
        return filters.ToDictionary(filter => filter, filter => all.Where(filter.Fits(essay)).Select(SeenNote.Of).ToList());
    }
}

/// <summary>A link of the reader, as the list of what they have shown has it.</summary>
/// <param name="Count">How many annotations it lists.</param>
/// <param name="Visible">How many of them can be seen with it now.</param>
internal sealed record ShownLink(NoteLink Link, int Count, int Visible)
{
    /// <summary>The annotation of a link that shows only one, if it is not in the bin.</summary>
    public Annotation? Only { get; init; }

    /// <summary>Those that are private now, because words were added to them that the reader had not shown, or because they waited for a name when their reader joined one
    /// who has a name: as many of them as fit on a page.</summary>
    public IReadOnlyList<Annotation> HeldBack { get; init; } = [];

    /// <summary>What its choice finds now and the link does not list.</summary>
    public IReadOnlyList<SeenNote> More { get; init; } = [];
}
