using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage;

/// <summary>Whether a file is a database of this program, whole in its tables. SQLite opens any database under any name.</summary>
internal static class Schema
{
    // What EF keeps for itself is there before the first table is.
    private const string Tables = """SELECT "name" AS "Value" FROM "sqlite_schema" WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite\_%' ESCAPE '\' AND "name" NOT LIKE '\_\_EF%' ESCAPE '\'""";

    /// <summary>Whether there is nothing in it yet.</summary>
    public static async Task<bool> IsEmptyAsync(AnnotationsDb db, CancellationToken cancellation) =>
        (await db.Database.SqlQueryRaw<string>(Tables).ToListAsync(cancellation)).Count == 0;

    /// <summary>Whether it has tables and no word of who made them.</summary>
    public static async Task<bool> IsForeignAsync(AnnotationsDb db, CancellationToken cancellation) =>
        !(await db.Database.GetAppliedMigrationsAsync(cancellation)).Any() && !await IsEmptyAsync(db, cancellation);

    /// <summary>A table or a column that should be there and is not, or <see langword="null"/> when it is whole.</summary>
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
}
