using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SinoRussia.Web.Storage.Sqlite;

/// <summary>Searches all tables for rows that <see cref="ReadableRows"/> leaves out. It uses SQLite directly, because EF does not see these rows.</summary>
internal static class UnreadableRows
{
    /// <returns>For each, the first column that cannot be read.</returns>
    public static async Task<IReadOnlyDictionary<(string Table, long Row), string>> FindAsync(AnnotationsDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var rules = RowRules.Of(db.Model);
        var found = new Dictionary<(string Table, long Row), string>();
        foreach (var table in rules.Tables)
        {
            cancellation.ThrowIfCancellationRequested();
            Look((SqliteConnection)db.Database.GetDbConnection(), table, rules, found);
        }

        return found;
    }

    private static void Look(SqliteConnection connection, string table, RowRules rules, Dictionary<(string Table, long Row), string> found)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the table name comes from the model
        command.CommandText = $"SELECT rowid, * FROM \"{table}\"";
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var columns = rules.For(rows.Handle!); // never null while reading
        while (rows.Read())
        {
            for (var i = 1; i < columns.Length; i++)
            {
                if (columns[i] is { } rule && !rule.Allows(rows.Handle!, i))
                {
                    found[(table, rows.GetInt64(0))] = rule.Column;
                    break;
                }
            }
        }
    }
}
