using Microsoft.EntityFrameworkCore;
using SinoRussia.Web.Backups;

namespace SinoRussia.Web.Storage.Sqlite;

internal static class SqliteSetup
{
    /// <summary>SQLite as the database engine.</summary>
    public static void AddSqlite(this IServiceCollection services)
    {
        services.AddSingleton<IDatabaseEngine, SqliteEngine>();
        services.AddSingleton<IDatabaseBackup, SqliteBackup>();
        services.AddSingleton<DatabaseFile>();
        services.AddSingleton<ConnectionPragmas>();
        services.AddSingleton<ReadableRows>();
        services.AddPooledDbContextFactory<AnnotationsDb>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<DatabaseFile>().ConnectionString)
            .AddInterceptors(
                provider.GetRequiredService<ClosedStorage>(), provider.GetRequiredService<ConnectionPragmas>(), provider.GetRequiredService<ReadableRows>()));
    }
}
