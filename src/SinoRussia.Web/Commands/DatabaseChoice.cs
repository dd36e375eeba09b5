using SinoRussia.Web.Backups;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Storage.Sqlite;

namespace SinoRussia.Web.Commands;

/// <summary>Which database engine the site and the commands use. Nothing else outside the engine's own folder names one.</summary>
internal static class DatabaseChoice
{
    public static void AddDatabase(this IServiceCollection services) => services.AddSqlite();

    /// <summary>For the commands, which do not build the site.</summary>
    public static IDatabaseBackup BackupOf(DataFolder data) => new SqliteBackup(data);

    /// <summary>Whether the engine's exception has a message without anything that a reader wrote, so that it may be logged.</summary>
    public static bool HasPlainMessage(Exception failure) => SqliteProblems.HasPlainMessage(failure);
}
