using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Reading;

/// <summary>The essay's page of somebody who has written something, kept until they write again.</summary>
public sealed class ReaderPagesTests
{
    [Fact]
    public async Task A_page_is_sent_again_only_when_something_of_it_changed()
    {
        await using var app = new ReaderApp();
        using var reader = app.NewReader();
        var id = await reader.MarkAsync(app.Essay, app.Essay.FindParagraph("p4")!.Blocks[0].Text[..40], note: "Mine");
        var tags = new List<string>();
        async Task LookAsync()
        {
            using var first = await reader.GetAsync("/");
            var tag = first.Headers.ETag!.ToString();
            var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("If-None-Match", $"\"other\", W/{tag}");
            using var again = await reader.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.DoesNotContain(tag, tags);
            tags.Add(tag);
        }

        await LookAsync();
        await reader.MarkAsync(app.Essay, app.Essay.FindParagraph("p5")!.Blocks[0].Text[..40]);
        await LookAsync();
        using (await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Save"), ("note", "Mine again"))) { }
        await LookAsync();
        using (await reader.SendAsync((await reader.OpenAsync($"/notes/{id}")).Form("handler=Delete"))) { }
        await LookAsync();
        await using (var other = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var mine = await other.Annotations.SingleAsync(a => a.DeletedAt == null, TestContext.Current.CancellationToken);
            mine.Change(new Inscription(HighlightColour.Rose, "As another process writes", []), app.Clock.GetUtcNow());
            await other.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await LookAsync();
        app.EditEssay("policy", "politics");
        await LookAsync();
        reader.DefaultRequestHeaders.Add("Cookie", "look=theme.dark");
        Assert.Contains("As another process writes", await reader.GetStringAsync("/"));
    }
}
