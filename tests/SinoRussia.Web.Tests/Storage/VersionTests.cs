using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

public sealed class VersionTests
{
    [Fact]
    public async Task Of_two_changes_to_the_same_version_only_one_is_saved()
    {
        await using var app = new ReaderApp();
        await app.NewReader().MarkAsync(app.Essay, "Friedman comes to the most important issue");
        var databases = app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>();
        await using var one = await databases.CreateDbContextAsync();
        await using var other = await databases.CreateDbContextAsync();
        (await one.Annotations.SingleAsync()).Delete(app.Clock.GetUtcNow());
        (await other.Annotations.SingleAsync()).DismissDetachment(app.Clock.GetUtcNow());

        await one.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync());
    }

    [Fact]
    public async Task Of_two_processes_that_change_the_same_version_one_saves_and_the_other_reports_a_conflict()
    {
        await using var app = new ReaderApp();
        var here = app.NewReader();
        var id = Guid.NewGuid();
        using var marked = await here.SendMarkAsync(Marks.Fields(app.Essay, "Friedman comes to the most important issue", note: "before", id: id));
        await using var second = app.SecondProcess();
        using var there = second.NewReader();
        there.DefaultRequestHeaders.Add("Cookie", marked.Cookie());
        var (form, other) = ((await here.OpenAsync($"/notes/{id}")).Form("handler=Save"), (await there.OpenAsync($"/notes/{id}")).Form("handler=Save"));

        var answers = await Task.WhenAll(here.SendAsync(form, ("note", "from here")), there.SendAsync(other, ("note", "from there")));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
        var kept = (await app.AnnotationsAsync()).Single();
        Assert.Equal((2, answers[0].StatusCode == HttpStatusCode.SeeOther ? "from here" : "from there"), (kept.Version, kept.Note));
    }
}
