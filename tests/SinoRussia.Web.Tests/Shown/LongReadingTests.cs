using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Shown;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;
using SinoRussia.Web.Tests.SignIn;

namespace SinoRussia.Web.Tests.Shown;

/// <summary>A reading of more notes than are shown in one step.</summary>
public sealed class LongReadingTests
{
    [Fact]
    public async Task What_is_shown_already_is_said_if_the_rest_cannot_be()
    {
        await using var app = new ReaderApp();
        var cookie = await app.MarkInBrowserAsync("the well-known American thinker", "one");
        var one = Assert.Single(await app.AnnotationsAsync());
        var id = one.Id;

        await app.AsAsync(cookie, async services =>
        {
            var others = Enumerable.Range(0, 499).Select(_ => new SeenNote(Guid.NewGuid(), null));
            var last = new SeenNote(new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"), 1); // gone by now, in the second step
            var (_, refusal) = await services.GetRequiredService<ReadingLinks>().ShowAsync([new SeenNote(id, one.Version), .. others, last], "", CancellationToken.None);
            Assert.Equal("notes-changed-meanwhile", refusal?.Code);
            Assert.Contains("500 of these 501", refusal?.Message, StringComparison.Ordinal);
        });

        Assert.Equal(Visibility.Link, Assert.Single(await app.AnnotationsAsync()).Visibility);
    }
}
