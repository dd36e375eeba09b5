using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Content;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>The anonymous pages of one edition: each rendered once, and each variant of it (host, settings, encoding) compressed once.</summary>
/// <remarks>What was used least recently goes first when <see cref="MostBytes"/> are full, so that any number of hosts and settings costs
/// no more memory than that. A variant is kept when it is asked for again: those that strangers invent take no room from those that
/// readers have. An edit of the essay begins an empty one.</remarks>
internal sealed class AnonymousPageCache(LiveEssay essay, SmallestPages smallest) : IDisposable
{
    /// <summary>Enough for the plain HTML of some 70 addresses of the essay (9 MB), and for some 250 compressed variants.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    // How many variants that were asked for once are remembered, by their hash codes alone.
    private const int MostOnce = 4096;

    // What an entry takes besides its bytes.
    private const int Overhead = 512;

    // What a stretch of a page takes that is in memory already.
    private const int PieceSize = 16;

    private volatile Generation current = new(essay.Edition);

    /// <summary>A page that can be sent at once, or <see langword="null"/>.</summary>
    public PackedPage? Find(PageVariant variant) =>
        current is var pages && ReferenceEquals(pages.Edition, essay.Edition) && pages.Entries.TryGetValue(variant, out PackedPage? page) ? page : null;

    /// <summary>The variant of a page; rendered, when nobody asked for the page before, by whoever asks first, while all others wait.</summary>
    /// <param name="edition">What <paramref name="render"/> renders.</param>
    /// <param name="render">Answers <see langword="null"/> where there is no page to be kept.</param>
    /// <returns><see langword="null"/> where there is no page to be kept.</returns>
    public async Task<PackedPage?> FindOrRenderAsync(
        PageVariant variant, Edition edition, Func<Task<PageTemplate?>> render, CancellationToken cancellation)
    {
        var pages = GenerationOf(edition);
        if (pages.Entries.TryGetValue(variant, out PackedPage? known))
        {
            return known;
        }

        var address = new PageAddress(variant.PathBase, variant.Path);
        if (!pages.Entries.TryGetValue(address, out PageTemplate? template))
        {
            var rendering = new TaskCompletionSource<PageTemplate?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = pages.Rendering.GetOrAdd(address, rendering.Task);
            template = running == rendering.Task ? await RenderAsync(pages, address, rendering, render) : await running.WaitAsync(cancellation);
        }

        return template is null ? null : Pack(pages, variant, template);
    }

    public void Dispose() => current.Dispose();

    private static async Task<PageTemplate?> RenderAsync(
        Generation pages, PageAddress address, TaskCompletionSource<PageTemplate?> rendering, Func<Task<PageTemplate?>> render)
    {
        PageTemplate? template = null;
        try
        {
            template = await render();
            if (template is not null)
            {
                pages.Keep(address, template);
            }

            return template;
        }
        finally
        {
            pages.Rendering.TryRemove(address, out _);
            rendering.SetResult(template); // where it failed, each renders for itself
        }
    }

    private PackedPage Pack(Generation pages, PageVariant variant, PageTemplate template)
    {
        var pieces = template.Fill(variant.Origin, variant.Settings);
        var tag = template.TagFor(variant.Origin, variant.Settings);
        var page = variant.Encoding switch
        {
            "br" => new PackedPage("br", [Compression.Brotli(pieces, Compression.Quick)], tag),
            "gzip" => new PackedPage("gzip", [Compression.Gzip(pieces)], tag),
            _ => new PackedPage(null, pieces, tag),
        };
        var isCommon = variant.Settings == ReadingSettings.Default && smallest.IsOwn(variant.Origin);
        if (isCommon || pages.IsAskedAgain(variant))
        {
            pages.Keep(variant, page);
        }

        if (page.Encoding == "br" && isCommon && pages.Offered.TryAdd(variant, true))
        {
            smallest.Offer(() => pages.Keep(variant, new PackedPage("br", [Compression.Brotli(pieces, Compression.Smallest)], tag)));
        }

        return page;
    }

    private Generation GenerationOf(Edition edition)
    {
        var last = current;
        if (ReferenceEquals(last.Edition, edition))
        {
            return last;
        }

        var next = new Generation(edition);
        if (!ReferenceEquals(edition, essay.Edition))
        {
            return next; // a request that began before an edit shows its reader the text of then
        }

        current = next; // two that see the edit at once render twice, and one is kept
        return next;
    }

    private sealed record PageAddress(string PathBase, string Path);

    private sealed class Generation(Edition edition) : IDisposable
    {
        private readonly int[] once = new int[MostOnce];

        public Edition Edition => edition;

        public MemoryCache Entries { get; } = new(new MemoryCacheOptions { SizeLimit = MostBytes, CompactionPercentage = 0.1 });

        public ConcurrentDictionary<PageAddress, Task<PageTemplate?>> Rendering { get; } = new();

        /// <summary>What was offered to <see cref="SmallestPages"/>: of the site's own address alone, so that strangers cannot make it grow.</summary>
        public ConcurrentDictionary<PageVariant, bool> Offered { get; } = new();

        /// <summary>Whether the variant was asked for before, and not too many others since. One that shares its hash code with another may be kept at once.</summary>
        public bool IsAskedAgain(PageVariant variant)
        {
            var code = variant.GetHashCode();
            ref var place = ref once[(uint)code % MostOnce];
            return Interlocked.Exchange(ref place, code) == code;
        }

        public void Keep(PageAddress address, PageTemplate template) => Keep(address, template, template.Size);

        // Its origin is kept in the key, as UTF-16, and in a page that is not compressed.
        public void Keep(PageVariant variant, PackedPage page) =>
            Keep(variant, page, (page.Encoding is null ? page.Pieces.Length * PieceSize : page.Length) + (3 * variant.Origin.Length));

        private void Keep(object key, object value, int bytes) => Entries.Set(key, value, new MemoryCacheEntryOptions { Size = bytes + Overhead });

        public void Dispose() => Entries.Dispose();
    }
}
