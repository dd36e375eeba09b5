using Microsoft.Extensions.Logging.Abstractions;
using SinoRussia.Web.PageCache;

namespace SinoRussia.Web.Tests.PageCache;

public sealed class SmallestPagesTests
{
    [Fact]
    public async Task A_page_that_cannot_be_compressed_does_not_keep_the_next_from_it()
    {
        using var pages = new SmallestPages(NullLogger<SmallestPages>.Instance);
        var next = new TaskCompletionSource();
        pages.Offer(() => throw new InvalidOperationException("out of memory"));
        pages.Offer(next.SetResult);

        await pages.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(next.Task, pages.ExecuteTask!);

        Assert.True(next.Task.IsCompletedSuccessfully, "The service has ended.");
        await pages.StopAsync(TestContext.Current.CancellationToken);
    }
}
