using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations.Protocol;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.Annotations.Export;

/// <summary>Everything that is known of a reader: given to him as one archive, and deleted for good when he wishes.</summary>
internal sealed class ReaderArchive(
    IDbContextFactory<AnnotationsDb> databases, AnnotationsWriter writer, CurrentReader reader, WriteAheadLog log, ReaderAnnotations annotations, MarkdownExport markdown, JsonExport json, SiteAddress site, TimeProvider clock)
{
    private const string Contents =
        """
        Everything this site keeps about you.

        notes.md            your highlights and notes, to be read
        annotations.jsonld  the same for other programs: W3C Web Annotation Data Model
        everything.json     all of it as it is stored: earlier versions, what is in the bin, and your names for colours

        """;

    // A fixed number of rows at a time leaves the writer to others in between.
    private const int Batch = 200;

    /// <summary>Writes the archive, a ZIP file.</summary>
    public async Task WriteAsync(Stream stream, DateTimeOffset now, CancellationToken cancellation)
    {
        var current = await annotations.ListAsync(cancellation);
        var everything = JsonSerializer.Serialize(await EverythingAsync(cancellation), JsonExport.Readable);
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        await AddAsync(archive, "README.txt", Contents, now, cancellation);
        await AddAsync(archive, "notes.md", await markdown.WriteAsync(current, cancellation), now, cancellation);
        await AddAsync(archive, "annotations.jsonld", await json.WriteAsync(current, $"{site.Root}/notes/export.jsonld", cancellation), now, cancellation);
        await AddAsync(archive, "everything.json", everything, now, cancellation);
    }

    /// <summary>Deletes everything for good: there is no bin and no way back. The cookie goes last.</summary>
    /// <returns>Why not, or <see langword="null"/> when it is done.</returns>
    public async Task<Refusal?> ForgetAsync(CancellationToken cancellation)
    {
        if (reader.Id is { } readerId)
        {
            var (deleted, now) = (0, clock.GetUtcNow());
            do
            {
                var refusal = await writer.TryAsync(
                    async (db, token) =>
                    {
                        // What another tab saves this very moment is written first, and so goes with the rest.
                        await db.SaveChangesAsync(token);
                        await db.ColourNames.Where(n => n.ReaderId == readerId).ExecuteDeleteAsync(token);
                        deleted = await db.Annotations.Where(a => a.ReaderId == readerId).OrderBy(a => a.Id).Take(Batch).ExecuteDeleteAsync(token);
                        await ForgottenReaders.AddAsync(db, readerId, now, token); // what comes after this is not saved
                    },
                    cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }
            }
            while (deleted == Batch);

            await log.EmptyAsync(cancellation);
        }

        reader.Forget();
        return null;
    }

    private async Task<object> EverythingAsync(CancellationToken cancellation)
    {
        var readerId = reader.Id;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var all = readerId is null ? [] : await db.Annotations.AsNoTracking().Where(a => a.ReaderId == readerId).OrderBy(a => a.CreatedAt).ToListAsync(cancellation);
        // By themselves: joined to a row that cannot be read and is left out, they would take the others' places.
        var earlier = readerId is null ? [] : await db.EarlierVersions.AsNoTracking()
            .Where(e => db.Annotations.Any(a => a.Id == e.AnnotationId && a.ReaderId == readerId)).ToListAsync(cancellation);
        var earlierOf = earlier.OrderBy(e => e.Version).ToLookup(e => e.AnnotationId);
        var names = readerId is null ? [] : await db.ColourNames.AsNoTracking().Where(n => n.ReaderId == readerId).ToListAsync(cancellation);
        return new
        {
            colours = names.ToDictionary(n => Painted.NameOf(n.Colour), n => n.Name, StringComparer.Ordinal),
            annotations = all.ConvertAll(a => new
            {
                id = a.Id,
                version = a.Version,
                created = a.CreatedAt,
                changed = a.ModifiedAt,
                deleted = a.DeletedAt,
                colour = Painted.NameOf(a.Colour),
                note = a.Note,
                tags = a.Tags,
                other = OtherMembers.Parse(a.OtherMembers),
                quotation = new { a.Target.Quote.Prefix, a.Target.Quote.Exact, a.Target.Quote.Suffix },
                position = new { a.Target.Position.Start, a.Target.Position.End, a.Target.Revision, unit = "UTF-16 code units" },
                stands = new { state = a.Anchor.State.ToString(), a.Anchor.Start, a.Anchor.End, a.Anchor.Revision },
                earlier = earlierOf[a.Id].Select(e => new
                {
                    version = e.Version, written = e.WrittenAt, colour = Painted.NameOf(e.Colour), note = e.Note, tags = e.Tags,
                }),
            }),
        };
    }

    private static async Task AddAsync(ZipArchive archive, string name, string text, DateTimeOffset now, CancellationToken cancellation)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = now;
        await using var content = await entry.OpenAsync(cancellation);
        await content.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }
}
