using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Readers;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Shown;

/// <summary>The name under which others see what the reader shows.</summary>
internal sealed class ReaderNames(IDbContextFactory<AnnotationsDb> databases, WriteQueue writer, CurrentReader reader)
{
    private static readonly Refusal NobodyYet = new("nobody-yet", "You have not saved anything yet, so a name would have nothing to stand beside.");

    /// <summary>The reader's name, or <see langword="null"/> if they have not chosen one.</summary>
    public async Task<string?> NameAsync(CancellationToken cancellation)
    {
        if (reader.Id is not { } readerId)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Readers.Where(one => one.Id == readerId).Select(one => one.Name).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>A name to begin with. It says nothing about the person: its letters are those of their mark.</summary>
    public string Suggestion => reader.KnownId is { } known ? $"Reader {NameMark.Of(known).Letters}" : "Reader";

    /// <returns>Why not, or <see langword="null"/> on success.</returns>
    public async Task<Refusal?> ChangeAsync(string? asked, CancellationToken cancellation)
    {
        var (name, refusal) = ReaderName.Check(asked);
        if (refusal is not null || reader.Id is not { } readerId)
        {
            return refusal ?? NobodyYet;
        }

        return (await writer.SaveAsync(
            reader,
            async (db, cancelled) =>
            {
                if (await db.Readers.SingleOrDefaultAsync(one => one.Id == readerId, cancelled) is not { } known)
                {
                    return NobodyYet;
                }

                known.Name = name;
                return (Refusal?)null;
            },
            cancellation)).Or(refused => refused);
    }
}
