using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Revisions;

/// <summary>The texts of the essay that were served, by their revision. Those asked for last are kept in memory, up to a bound.</summary>
internal sealed class RevisionTexts(IDbContextFactory<AnnotationsDb> databases) : IDisposable
{
    /// <summary>In bytes. A hundred texts of a long essay; an editor who saves a thousand times makes a thousand.</summary>
    internal const long MostInMemory = 16 << 20;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostInMemory });

    /// <returns><see langword="null"/> when no such text of this essay was ever served, or it is no longer what it was.</returns>
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
                : null; // damaged: what is aligned with it would stand on wrong words, and marks made on it are found by their quotations
    }

    /// <summary>The text of an essay that is at hand.</summary>
    public RevisionText Of(Essay essay) => known.TryGetValue((essay.Id, essay.Revision), out RevisionText? text) && text is not null ? text : Add(essay, essay.Revision, essay.Text);

    public void Dispose() => known.Dispose();

    private RevisionText Add(Essay essay, string revision, string text) =>
        known.Set((essay.Id, revision), new RevisionText(text), new MemoryCacheEntryOptions { Size = 2L * text.Length });
}

/// <summary>One text that was served, and how it is counted in code points.</summary>
internal sealed class RevisionText(string text)
{
    private readonly Lazy<CodePoints> points = new(() => new CodePoints(text));

    public string Text => text;

    /// <summary>Made when it is first asked for, once for all marks on this text.</summary>
    public CodePoints Points => points.Value;
}
