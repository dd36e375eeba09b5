using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;

namespace SinoRussia.Web.Storage;

/// <summary>Who asks for annotations.</summary>
internal abstract record Onlooker
{
    private Onlooker()
    {
    }

    /// <param name="Id"><see langword="null"/> for somebody who has saved nothing.</param>
    public sealed record Person(Guid? Id) : Onlooker;

    /// <summary>Whoever has the address that a <see cref="NoteLink"/> makes.</summary>
    public sealed record LinkHolder(string Token) : Onlooker;
}

/// <summary>The one place that decides who may see which annotation. Every query for somebody else begins here.</summary>
internal static class VisibleAnnotations
{
    /// <summary>The annotations on this essay that an onlooker may see. Their own include the bin; of others, what is in a bin is seen by nobody.</summary>
    public static IQueryable<Annotation> VisibleTo(this AnnotationsDb db, Onlooker onlooker, Essay essay) => onlooker switch
    {
        Onlooker.Person(var reader) => db.AnnotationsOf(reader, essay),
        Onlooker.LinkHolder(var token) => db.Shown(token, essay),
        _ => throw new ArgumentOutOfRangeException(nameof(onlooker), onlooker, "Nobody has said what this onlooker may see."),
    };

    /// <summary>The annotations of one reader on one essay, including the bin.</summary>
    public static IQueryable<Annotation> AnnotationsOf(this AnnotationsDb db, Guid? reader, Essay essay)
    {
        var essayId = essay.Id;
        return db.Annotations.Where(a => a.ReaderId == reader && a.EssayId == essayId);
    }

    /// <summary>The link with this token, if others can see what it shows: its reader has a name.</summary>
    public static IQueryable<NoteLink> LinkOf(this AnnotationsDb db, string token, Essay essay)
    {
        var essayId = essay.Id;
        return db.NoteLinks.Where(link => link.Token == token && link.EssayId == essayId && db.Readers.Any(reader => reader.Id == link.ReaderId && reader.Name != null));
    }

    /// <summary>The links of one reader on one essay.</summary>
    public static IQueryable<NoteLink> LinksOf(this AnnotationsDb db, Guid? reader, Essay essay)
    {
        var essayId = essay.Id;
        return db.NoteLinks.Where(link => link.ReaderId == reader && link.EssayId == essayId);
    }

    /// <summary>Those that show this annotation alone, oldest first.</summary>
    public static IQueryable<NoteLink> Alone(this IQueryable<NoteLink> links, Guid annotation) =>
        links.ShowingOnly(annotation).OrderBy(link => link.CreatedAt);

    /// <summary>The same, in no order.</summary>
    public static IQueryable<NoteLink> ShowingOnly(this IQueryable<NoteLink> links, Guid annotation) =>
        links.Where(link => link.Choice == null && link.Shown.Any(shown => shown.AnnotationId == annotation) && link.Shown.Count == 1);

    /// <summary>Makes private what no link of the reader lists.</summary>
    public static Task<int> HideUnlistedAsync(this AnnotationsDb db, Guid reader, CancellationToken cancellation) => db.Annotations
        .Where(a => a.ReaderId == reader && a.Visibility == Visibility.Link && !db.ShownAnnotations.Any(shown => shown.AnnotationId == a.Id))
        .ShowToAsync(Visibility.Private, cancellation);

    /// <summary><see cref="Annotation.ShowTo"/> for many, none of which has this visibility yet.</summary>
    public static Task<int> ShowToAsync(this IQueryable<Annotation> annotations, Visibility visibility, CancellationToken cancellation) =>
        annotations.ExecuteUpdateAsync(row => row.SetProperty(a => a.Visibility, visibility).SetProperty(a => a.Version, a => a.Version + 1), cancellation);

    // The list of a link says what it may show; each annotation says whether it is shown at all. Both belong to one reader. Joined in this order: a database that
    // began with the annotations of the reader would read all of them to find the one that a link shows.
    private static IQueryable<Annotation> Shown(this AnnotationsDb db, string token, Essay essay)
    {
        var essayId = essay.Id;
        return
            from link in db.LinkOf(token, essay)
            from shown in db.ShownAnnotations
            from annotation in db.Annotations
            where shown.LinkId == link.Id && annotation.Id == shown.AnnotationId && annotation.ReaderId == link.ReaderId && annotation.EssayId == essayId && annotation.DeletedAt == null && annotation.Visibility == Visibility.Link
            select annotation;
    }
}
