using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using SinoRussia.Essays;
using SinoRussia.Web.Content;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Readers;

namespace SinoRussia.Web.PageCache;

/// <summary>The anonymous pages of one edition. Each is rendered once, and each variant of it (host, settings, encoding) is compressed once.</summary>
/// <remarks>Entries that were used least recently are removed when <see cref="MostBytes"/> are used, so memory does not grow with the number
/// of hosts and settings. A variant is cached when it is requested a second time, so that variants that strangers make up do not displace
/// those that readers use. After an edit of the essay, the cache starts empty.</remarks>
internal sealed class AnonymousPageCache(LiveEssay essay, SmallestPages smallest) : IDisposable
{
    /// <summary>Enough for the uncompressed HTML of some 70 addresses of the essay (9 MB) and for some 250 compressed variants.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    // How many variants that were requested once are remembered. Only their hash codes are stored.
    private const int MostOnce = 4096;

    // The size of an entry without its content.
    private const int Overhead = 512;

    // The size of a reference to a piece of a page that is already in memory.
    private const int PieceSize = 16;

    private volatile Generation current = new(essay.Edition);

    /// <summary>A cached page that can be sent at once, or <see langword="null"/>.</summary>
    public PackedPage? Find(PageVariant variant) =>
        current is var pages && ReferenceEquals(pages.Edition, essay.Edition) && pages.Entries.TryGetValue(variant, out PackedPage? page) ? page : null;

    /// <summary>A variant of a page. If the page is not cached, the first request renders it while the others wait.</summary>
    /// <param name="edition">The edition that <paramref name="render"/> renders.</param>
    /// <param name="render">Returns <see langword="null"/> if there is no page that can be cached.</param>
    /// <returns><see langword="null"/> if there is no page that can be cached.</returns>
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
            rendering.SetResult(template); // if rendering failed, each waiting request renders for itself
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
            return next; // a request that began before an edit gets the text from before it
        }

        current = next; // two requests that see the edit at the same time may both render; one result is kept
        return next;
    }

    private sealed record PageAddress(string PathBase, string Path);

    private sealed class Generation(Edition edition) : IDisposable
    {
        private readonly int[] once = new int[MostOnce];

        public Edition Edition => edition;

        public MemoryCache Entries { get; } = new(new MemoryCacheOptions { SizeLimit = MostBytes, CompactionPercentage = 0.1 });

        public ConcurrentDictionary<PageAddress, Task<PageTemplate?>> Rendering { get; } = new();

        /// <summary>Variants already offered to <see cref="SmallestPages"/>. Only those with the site's own address, so that strangers cannot make it grow.</summary>
        public ConcurrentDictionary<PageVariant, bool> Offered { get; } = new();

        /// <summary>Whether the variant was requested before, without too many others since. Two variants with the same hash code may count as one.</summary>
        public bool IsAskedAgain(PageVariant variant)
        {
            var code = variant.GetHashCode();
            ref var place = ref once[(uint)code % MostOnce];
            return Interlocked.Exchange(ref place, code) == code;
        }

        public void Keep(PageAddress address, PageTemplate template) => Keep(address, template, template.Size);

        // The origin is stored in the key, as UTF-16, and also in a page that is not compressed.
        public void Keep(PageVariant variant, PackedPage page) =>
            Keep(variant, page, (page.Encoding is null ? page.Pieces.Length * PieceSize : page.Length) + (3 * variant.Origin.Length));

        private void Keep(object key, object value, int bytes) => Entries.Set(key, value, new MemoryCacheEntryOptions { Size = bytes + Overhead });

        public void Dispose() => Entries.Dispose();
    }
}
