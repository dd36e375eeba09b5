using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>The stored texts of the essay by revision. The most recently used are cached in memory, up to a limit.</summary>
internal sealed class RevisionTexts(IDbContextFactory<AnnotationsDb> databases) : IDisposable
{
    /// <summary>In bytes: a hundred texts of a long essay. An editor who saves a thousand times makes a thousand of them.</summary>
    internal const long MostInMemory = 16 << 20;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostInMemory });

    /// <returns><see langword="null"/> if this revision of the essay is not stored, or if the stored text is damaged.</returns>
    public async Task<RevisionText?> FindAsync(Essay essay, string revision, CancellationToken cancellation)
    {
        if (known.TryGetValue((essay.Id, revision), out RevisionText? text))
        {
            return text;
        }

        if (!Revision.IsId(revision))
        {
            return null;
        }

        var essayId = essay.Id;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Revisions.Where(r => r.EssayId == essayId && r.Id == revision).Select(r => r.Text).SingleOrDefaultAsync(cancellation) is { } found
            && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(found))) == revision
                ? Add(essay, revision, found)
                : null; // damaged: an alignment with it would put marks on the wrong words; without it, they are found by their quotations
    }

    /// <summary>The text of an essay that is already in memory.</summary>
    public RevisionText Of(Essay essay) => known.TryGetValue((essay.Id, essay.Revision), out RevisionText? text) && text is not null ? text : Add(essay, essay.Revision, essay.Text);

    public void Dispose() => known.Dispose();

    private RevisionText Add(Essay essay, string revision, string text) =>
        known.Set((essay.Id, revision), new RevisionText(text), new MemoryCacheEntryOptions { Size = 2L * text.Length });
}

/// <summary>The text of one revision, and its offsets in code points.</summary>
internal sealed class RevisionText(string text)
{
    private readonly Lazy<CodePoints> points = new(() => new CodePoints(text));

    public string Text => text;

    /// <summary>Created on first use, once for all marks on this text.</summary>
    public CodePoints Points => points.Value;
}
