using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Annotations;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

public sealed class VersionTests
{
    [Fact]
    public async Task Two_who_changed_the_same_version_do_not_both_save()
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
}
