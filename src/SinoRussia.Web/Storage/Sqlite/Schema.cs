using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>Checks whether a file is a database of this program and has all its tables. SQLite opens any database under any name.</summary>
internal static class Schema
{
    // Without EF's own tables, which exist before the first of ours.
    private const string Tables = """SELECT "name" AS "Value" FROM "sqlite_schema" WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite\_%' ESCAPE '\' AND "name" NOT LIKE '\_\_EF%' ESCAPE '\'""";

    /// <summary>Why the database may not be migrated, or <see langword="null"/>.</summary>
    /// <param name="hasTraces">Whether there are signs that the database had content. Then an empty one is not the right one.</param>
    public static async Task<StorageProblem?> FindProblemAsync(AnnotationsDb db, bool hasTraces, CancellationToken cancellation) =>
        await UnknownAsync(db, cancellation) is { } unknown ? SqliteProblems.Newer(unknown)
        : await IsForeignAsync(db, cancellation) ? SqliteProblems.NotOurs(null)
        : hasTraces && await IsEmptyAsync(db, cancellation) ? SqliteProblems.Missing
        : null;

    /// <summary>A migration that was applied to the file but is unknown to this program, or <see langword="null"/>.</summary>
    public static async Task<string?> UnknownAsync(AnnotationsDb db, CancellationToken cancellation) =>
        (await db.Database.GetAppliedMigrationsAsync(cancellation)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).FirstOrDefault();

    /// <summary>A table or column that is missing, or <see langword="null"/> if none is.</summary>
    public static async Task<string?> MissingAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            var there = await db.Database.SqlQueryRaw<string>("""SELECT "name" AS "Value" FROM pragma_table_info({0})""", table.Name).ToListAsync(cancellation);
            if (table.Columns.Select(column => column.Name).Except(there, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } missing)
            {
                return there.Count == 0 ? table.Name : $"{table.Name}.{missing}";
            }
        }

        return null;
    }

    // Whether it has no tables yet.
    private static async Task<bool> IsEmptyAsync(AnnotationsDb db, CancellationToken cancellation) =>
        (await db.Database.SqlQueryRaw<string>(Tables).ToListAsync(cancellation)).Count == 0;

    // Whether it has tables but no record of our migrations.
    private static async Task<bool> IsForeignAsync(AnnotationsDb db, CancellationToken cancellation) =>
        !(await db.Database.GetAppliedMigrationsAsync(cancellation)).Any() && !await IsEmptyAsync(db, cancellation);
}
