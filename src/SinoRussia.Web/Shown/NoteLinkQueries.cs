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
internal sealed class NoteLinkQueries(IDbContextFactory<AnnotationsDb> databases, CurrentReader reader, AnnotationQueries notes, Essay essay)
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

        // Two short queries: joined to its annotations, each link would be read once for each of them.
        var ids = links.ConvertAll(link => link.Id);
        var shown = (await db.ShownAnnotations.AsNoTracking().Where(one => ids.Contains(one.LinkId)).ToListAsync(cancellation)).ToLookup(one => one.LinkId, one => one.AnnotationId);
        var all = (await notes.ListAsync(cancellation)).ToDictionary(a => a.Id);
        return [.. links.Select(link => Of(link, [.. shown[link.Id]], all))];
    }

    // All annotations are those of the reader that are not in the bin.
    private ShownLink Of(NoteLink link, IReadOnlyList<Guid> listed, Dictionary<Guid, Annotation> all)
    {
        var there = listed.Select(all.GetValueOrDefault).OfType<Annotation>().ToList();
        return new ShownLink(link, listed.Count, there.Count(a => a.Visibility == Visibility.Link))
        {
            Only = link.Choice is null && listed.Count == 1 ? there.FirstOrDefault() : null,
            HeldBack = [.. there.Where(a => a.Visibility == Visibility.Private).OrderBy(a => PlaceInText.Of(a).Order).Take(MostHeldBack)],
            More = link.Choice is { } choice ? [.. all.Values.Where(FilterOf(choice).Fits(essay)).ExceptBy(listed, a => a.Id)] : [],
        };
    }
}

/// <summary>A link of the reader, as the list of what they have shown has it.</summary>
/// <param name="Count">How many annotations it lists.</param>
/// <param name="Visible">How many of them can be seen with it now.</param>
internal sealed record ShownLink(NoteLink Link, int Count, int Visible)
{
    /// <summary>The annotation of a link that shows only one, if it is not in the bin.</summary>
    public Annotation? Only { get; init; }

    /// <summary>Those that are private because words were added to them that the reader had not shown: as many of them as fit on a page.</summary>
    public IReadOnlyList<Annotation> HeldBack { get; init; } = [];

    /// <summary>What its choice finds now and the link does not list.</summary>
    public IReadOnlyList<Annotation> More { get; init; } = [];
}
