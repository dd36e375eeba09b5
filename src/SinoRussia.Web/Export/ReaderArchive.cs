using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;
using SinoRussia.Web.SignIn;
using SinoRussia.Web.Storage;
using SinoRussia.Web.WebAnnotation;

namespace SinoRussia.Web.Export;

/// <summary>Everything that the site stores about a reader: exports it as one archive, and deletes it for good on request.</summary>
internal sealed class ReaderArchive(
    IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader, DeletedContent deletedContent, AnnotationQueries annotations, MarkdownExport markdown, JsonExport json, SiteAddress site)
{
    private const string Contents =
        """
        Everything this site keeps about you.

        notes.md            your highlights and notes, to be read
        annotations.jsonld  the same for other programs: W3C Web Annotation Data Model
        everything.json     all of it as it is stored: earlier versions, what is in the bin, your names for colours, your own name, and
                            your browsers, passkeys, recovery code and links, without what is secret in them

        """;

    private static readonly Refusal NothingHere = new(
        "nothing-here", "Nothing was deleted: this browser was signed out, or everything was deleted already. If another browser still shows your notes, delete them there.", StatusCodes.Status410Gone);

    private static readonly Refusal AnotherReader = new(
        "another-reader", "Nothing was deleted: this browser has signed in since you opened the page. Read what would be deleted now, then tick the box.", StatusCodes.Status409Conflict);

    // In batches, so that other readers' saves can run in between.
    private const int Batch = 200;

    /// <summary>Which session this browser has, for the form that deletes everything: after a sign-in in another tab, it would delete more than the page told of.</summary>
    public string Browser => reader.Session is { } session ? KnownBrowser.HandleOf(session) : "none";

    /// <summary>Writes the archive, a ZIP file. The library writes the few kilobytes at the end of each entry synchronously.</summary>
    public async Task WriteAsync(Stream stream, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        await AddAsync("README.txt", async file => await file.WriteAsync(Encoding.UTF8.GetBytes(Contents), cancellation));
        await AddAsync("notes.md", file => markdown.WriteAsync(file, annotations.ReadAsync(new NotesFilter(), cancellation), cancellation));
        await AddAsync("annotations.jsonld", file => json.WriteAsync(file, annotations.ReadAsync(new NotesFilter(), cancellation), $"{site.Root}/notes/export.jsonld", cancellation));
        await AddAsync("everything.json", file => WriteEverythingAsync(file, cancellation));

        async Task AddAsync(string name, Func<Stream, Task> write)
        {
            var entry = archive.CreateEntry(name);
            entry.LastWriteTime = now;
            await using var file = await entry.OpenAsync(cancellation);
            await write(file);
            await file.FlushAsync(cancellation);
            await stream.FlushAsync(cancellation); // makes room for the end of the entry, which is written synchronously
        }
    }

    /// <summary>Deletes everything for good, without the bin. The cookies are deleted last.</summary>
    /// <param name="browser">The <see cref="Browser"/> of the page that asks, if it said one.</param>
    /// <returns>Why not, or <see langword="null"/> on success.</returns>
    public async Task<Refusal?> ForgetAsync(string? browser, CancellationToken cancellation)
    {
        if (reader.IsSignedOut)
        {
            return NothingHere;
        }

        var current = reader.Id; // first, because it fails if nobody knows now who they are
        if (browser is not null && browser != Browser)
        {
            return AnotherReader;
        }

        var left = await reader.EarlierOfOthersAsync(cancellation);
        if (current is { } readerId)
        {
            int rows;
            do
            {
                var saved = await writer.SaveAsync(null, (db, token) => DeleteBatchAsync(db, readerId, token), cancellation, areRows: true);
                (rows, var refusal) = saved.Or(refused => (0, refused));
                if (refusal is not null)
                {
                    return refusal;
                }
            }
            while (rows == Batch);

            await deletedContent.EraseAsync(cancellation);
        }

        reader.Leave(left);
        return null;
    }

    // The reader last, so that they can repeat it if it fails in between. A save from another tab at the same time was written before this, and so is deleted
    // too. Later ones are refused, because their session is gone.
    private async Task<(int Rows, Refusal? Refusal)> DeleteBatchAsync(AnnotationsDb db, Guid readerId, CancellationToken cancellation)
    {
        if (!await db.Readers.AnyAsync(one => one.Id == readerId, cancellation))
        {
            return (0, null); // another browser of theirs has deleted everything
        }

        // Not after this browser has signed in elsewhere meanwhile: what it had came along.
        if (!await reader.MaySaveAsync(db, cancellation))
        {
            return (0, Refusal.SignedOut);
        }

        var rows = await db.Annotations.Where(a => a.ReaderId == readerId).OrderBy(a => a.Id).Take(Batch).ExecuteDeleteAsync(cancellation);
        if (rows < Batch)
        {
            await ReaderRows.DeleteAsync(db, readerId, cancellation);
        }

        return (rows, null);
    }

    private async Task WriteEverythingAsync(Stream stream, CancellationToken cancellation)
    {
        await using var file = new Utf8JsonWriter(stream, JsonExport.Written);
        file.WriteStartObject();
        file.WritePropertyName("colours");
        JsonSerializer.Serialize(file, await ColourNamesAsync(cancellation), JsonExport.Readable);
        file.WritePropertyName("reader");
        JsonSerializer.Serialize(file, await ReaderAsync(cancellation), JsonExport.Readable);
        file.WriteStartArray("annotations");
        await foreach (var (annotation, earlier) in annotations.ReadEverythingAsync(cancellation))
        {
            JsonSerializer.Serialize(file, Everything(annotation, earlier), JsonExport.Readable);
            if (file.BytesPending >= JsonExport.SentFrom)
            {
                await file.FlushAsync(cancellation);
            }
        }

        file.WriteEndArray();
        file.WriteEndObject();
        await file.FlushAsync(cancellation);
    }

    private async Task<Dictionary<string, string>> ColourNamesAsync(CancellationToken cancellation)
    {
        var readerId = reader.Id;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return (await db.ColourNames.AsNoTracking().Where(n => n.ReaderId == readerId).ToListAsync(cancellation))
            .ToDictionary(n => HighlightMapping.CssName(n.Colour), n => n.Name, StringComparer.Ordinal);
    }

    // Without the ids and tokens with which somebody else could pass for the reader, or see what they no longer show.
    private async Task<object?> ReaderAsync(CancellationToken cancellation)
    {
        var readerId = reader.Id;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Readers.AsNoTracking().Where(one => one.Id == readerId).Select(one => new
        {
            name = one.Name,
            since = one.CreatedAt,
            browsers = db.Sessions.Where(s => s.ReaderId == one.Id).OrderBy(s => s.CreatedAt).Select(s => new { browser = s.Browser, since = s.CreatedAt, seen = s.SeenAt }).ToList(),
            passkeys = db.Passkeys.Where(p => p.ReaderId == one.Id).OrderBy(p => p.CreatedAt).Select(p => new { name = p.Name, since = p.CreatedAt, used = p.UsedAt }).ToList(),
            recoveryCodes = db.RecoveryCodes.Where(c => c.ReaderId == one.Id).OrderBy(c => c.CreatedAt).Select(c => new { since = c.CreatedAt, used = c.UsedAt }).ToList(),
            links = db.NoteLinks.Where(l => l.ReaderId == one.Id).OrderBy(l => l.CreatedAt)
                .Select(l => new { since = l.CreatedAt, choice = l.Choice, notes = l.Shown.Select(shown => shown.AnnotationId).ToList() }).ToList(),
            joined = db.Joins.Where(j => j.ReaderId == one.Id).OrderBy(j => j.JoinedAt).Select(j => new { at = j.JoinedAt, notes = j.Annotations }).ToList(),
        }).SingleOrDefaultAsync(cancellation);
    }

    private static object Everything(Annotation a, IEnumerable<EarlierVersion> earlier) => new
    {
        id = a.Id,
        essay = a.EssayId,
        version = a.Version,
        created = a.CreatedAt,
        changed = a.ModifiedAt,
        deleted = a.DeletedAt,
        visibility = a.Visibility.ToString().ToLowerInvariant(),
        colour = HighlightMapping.CssName(a.Colour),
        note = a.Note,
        tags = a.Tags,
        other = OtherMembers.Parse(a.OtherMembers),
        quotation = new { a.Target.Quote.Prefix, a.Target.Quote.Exact, a.Target.Quote.Suffix },
        position = a.Target.Position.Passage is { } place ? new { place.Start, place.End, a.Target.Revision, unit = "UTF-16 code units" } : null,
        stands = new { state = a.Anchor.State.ToString(), a.Anchor.Start, a.Anchor.End, a.Anchor.Revision },
        earlier = earlier.Select(e => new { version = e.Version, written = e.WrittenAt, colour = HighlightMapping.CssName(e.Colour), note = e.Note, tags = e.Tags }),
    };
}
