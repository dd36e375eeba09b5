using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Essays;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;
using NoteLink = SinoRussia.Web.Storage.NoteLink; // the library has a link to a footnote of this name

namespace SinoRussia.Web.Shown;

/// <summary>The links with which the reader shows notes: makes one for a single note, renews and ends any. <see cref="ReadingLinks"/> makes those for many.</summary>
internal sealed class NoteLinks(WriteQueue writer, CurrentReader reader, Essay essay, TimeProvider clock)
{
    /// <summary>Shows an annotation with a link of its own: the one that it has, or a new one.</summary>
    /// <param name="version">The version that the reader saw. Others see no words that the reader did not have before their eyes.</param>
    public async Task<Outcome> ShowAsync(Guid id, int version, CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return new Outcome.Missing();
        }

        var now = clock.GetUtcNow();
        var token = SecretToken.Create();
        return (await writer.SaveAsync<Outcome>(
            reader,
            async (db, cancelled) =>
            {
                if (await db.AnnotationsOf(readerId, essay).Where(a => a.Id == id && a.DeletedAt == null).FindReadableAsync(cancelled) is not { } annotation)
                {
                    return new Outcome.Missing();
                }

                var hasLink = await db.LinksOf(readerId, essay).Alone(id).AnyAsync(cancelled);
                if (hasLink && annotation.Visibility == Visibility.Link)
                {
                    return new Outcome.Saved(annotation);
                }

                if (annotation.Version != version)
                {
                    return new Outcome.Stale(annotation);
                }

                if (!hasLink)
                {
                    if (await LinkRows.AreTooManyAsync(db, readerId, essay, cancelled))
                    {
                        return new Outcome.Refused(LinkRows.TooMany);
                    }

                    var link = LinkRows.New(Guid.CreateVersion7(now), readerId, essay, token, null, now);
                    link.Shown.Add(new ShownAnnotation { LinkId = link.Id, AnnotationId = id });
                    db.Add(link);
                }

                annotation.ShowTo(Visibility.Link);
                await db.SaveChangesAsync(cancelled); // the same request can wait behind this one, and must find the link
                return new Outcome.Saved(annotation);
            },
            cancellation,
            areRows: true)).Or(refusal => new Outcome.Refused(refusal));
    }

    /// <summary>Which address of a link a page shows, for its form: an address that the link was given since may be with others already, and is not taken from them.</summary>
    public static string AddressSeen(NoteLink link) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"address {link.Token}")).AsSpan(0, 8));

    /// <summary>Gives a link another token. The former address shows nothing any more.</summary>
    /// <param name="seen">The <see cref="AddressSeen"/> of the page.</param>
    public Task<Refusal?> RenewAsync(Guid link, string? seen, CancellationToken cancellation) => RenewAsync(links => links.Where(one => one.Id == link), seen, cancellation);

    /// <summary>The same for a link that shows this annotation alone.</summary>
    public Task<Refusal?> RenewAsync(Guid link, Guid annotation, string? seen, CancellationToken cancellation) =>
        RenewAsync(links => links.ShowingOnly(annotation).Where(one => one.Id == link), seen, cancellation);

    private Task<Refusal?> RenewAsync(Func<IQueryable<NoteLink>, IQueryable<NoteLink>> choose, string? seen, CancellationToken cancellation)
    {
        var token = SecretToken.Create();
        return ChangeAsync(async (db, readerId, cancelled) =>
        {
            if (await choose(db.LinksOf(readerId, essay)).SingleOrDefaultAsync(cancelled) is not { } found)
            {
                return LinkRows.Gone;
            }

            if (AddressSeen(found) != seen)
            {
                return LinkRows.Renewed;
            }

            found.Token = token;
            return null;
        }, areRows: false, cancellation);
    }

    /// <summary>Ends a link. What no other link shows is private again.</summary>
    public Task<Refusal?> EndAsync(Guid link, CancellationToken cancellation) => EndAsync(links => links.Where(one => one.Id == link), cancellation); // ended already is as good

    /// <summary>Ends all links that show this annotation alone.</summary>
    public Task<Refusal?> EndOfAsync(Guid annotation, CancellationToken cancellation) => EndAsync(links => links.ShowingOnly(annotation), cancellation);

    /// <summary>Ends all links on this essay.</summary>
    public Task<Refusal?> EndAllAsync(CancellationToken cancellation) => EndAsync(links => links, cancellation);

    private Task<Refusal?> EndAsync(Func<IQueryable<NoteLink>, IQueryable<NoteLink>> choose, CancellationToken cancellation) => ChangeAsync(async (db, readerId, cancelled) =>
    {
        await choose(db.LinksOf(readerId, essay)).ExecuteDeleteAsync(cancelled);
        await db.HideUnlistedAsync(readerId, cancelled);
        return null;
    }, areRows: true, cancellation);

    private async Task<Refusal?> ChangeAsync(Func<AnnotationsDb, Guid, CancellationToken, Task<Refusal?>> change, bool areRows, CancellationToken cancellation) =>
        reader.Id is { } readerId
            ? (await writer.SaveAsync(reader, (db, cancelled) => change(db, readerId, cancelled), cancellation, areRows)).Or(refusal => refusal)
            : LinkRows.Gone;
}
