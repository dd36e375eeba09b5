using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Web.Revisions;
using SinoRussia.Web.Storage;

namespace SinoRussia.Web.Tests.Annotations;

/// <summary>The rows of the database, past the pages.</summary>
internal static class StoredMarks
{
    /// <summary>Waits until all marks have been re-anchored to the current essay.</summary>
    public static Task CatchUpAsync(this ReaderApp app) => app.Services.GetRequiredService<Reanchoring>().CatchUpAsync(default);

    public static async Task<List<Annotation>> AnnotationsAsync(this ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.Annotations.IgnoreQueryFilters().AsNoTracking().ToListAsync();
    }

    public static async Task<List<ReaderSession>> SessionsAsync(this ReaderApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        return await db.Sessions.AsNoTracking().ToListAsync();
    }

    public static async Task ExecuteAsync(this ReaderApp app, string sql)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
