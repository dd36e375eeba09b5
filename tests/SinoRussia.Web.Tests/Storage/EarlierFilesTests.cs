using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using SinoRussia.Essays;
using SinoRussia.Web.Storage;
using SinoRussia.Web.Tests.Annotations;

namespace SinoRussia.Web.Tests.Storage;

/// <summary>A database of any earlier version opens, and keeps every row.</summary>
public sealed class EarlierFilesTests
{
    private const int Rows = 7;

    public static TheoryData<string> Versions
    {
        get
        {
            using var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite("Data Source=:memory:").Options);
            return [.. db.Database.GetMigrations().SkipLast(1)];
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_older_database_opens_with_all_its_rows_assigned_to_the_essay(string version)
    {
        await using var app = ReaderApp.WithoutData();
        Directory.CreateDirectory(app.DataFolder);
        var file = Path.Combine(app.DataFolder, "reader.db");
        var before = await MakeAsync(file, version);

        await app.NewReader().MarkAsync(app.Essay, "appearances may be deceptive", note: "one more");

        var after = await ReadAsync(file);
        foreach (var (table, rows) in before)
        {
            var isAddedTo = table is "Annotations" or "Revisions"; // the new mark, and the revision that it is on
            Assert.Equal((table, rows.Count + (isAddedTo ? 1 : 0)), (table, after[table].Count));
            Assert.All(rows, row => Assert.Single(after[table], kept => row.All(column => kept.GetValueOrDefault(column.Key) == column.Value)));
        }

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AnnotationsDb>>().CreateDbContextAsync();
        Assert.Equal(Rows + 1, (await db.Annotations.ToListAsync()).Count(annotation => annotation.EssayId == app.Essay.Id));
        Assert.All(await db.Revisions.ToListAsync(), revision => Assert.Equal(app.Essay.Id, revision.EssayId));
        Assert.Equal(Rows + 1, (await db.Usage.ToListAsync()).Sum(usage => usage.Entries)); // both the earlier rows and the new ones are counted
        Assert.All(await db.Annotations.ToListAsync(), annotation => Assert.Equal(Visibility.Private, annotation.Visibility));

        // Each reader has the session that their cookie names.
        var readers = before["Annotations"].Select(row => Guid.Parse(row["ReaderId"])).Distinct().ToList();
        Assert.All(readers, reader => Assert.Equal(reader, db.Sessions.Single(session => session.Id == reader).ReaderId));
        Assert.Equal(
            ["IX_Annotations_DeletedAt", "IX_Annotations_ReaderId_EssayId_Anchor", "IX_Annotations_ReaderId_EssayId_ModifiedAt_Version"],
            await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'Annotations' AND sql IS NOT NULL ORDER BY name").ToListAsync());
    }

    // Inserts rows with the schema of that version, as it would have stored a reader's notes.
    private static async Task<Dictionary<string, List<Dictionary<string, string>>>> MakeAsync(string file, string version)
    {
        await using (var db = new AnnotationsDb(new DbContextOptionsBuilder<AnnotationsDb>().UseSqlite($"Data Source={file};Pooling=False").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync(version);
        }

        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        foreach (var table in await NamesAsync(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name <> 'ReaderUsage' ORDER BY name"))
        {
            var columns = await NamesAsync(connection, $"SELECT name FROM pragma_table_info('{table}')");
            await using var command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {Rows}) SELECT {string.Join(", ", columns.Select(c => ValueOf(table, c)))} FROM n";
            await command.ExecuteNonQueryAsync();
        }

        return await ReadAsync(file);
    }

    private static string ValueOf(string table, string column) => (table, column) switch
    {
        ("Annotations", "Id") or ("EarlierVersions", "AnnotationId") => "'00000000-0000-0000-0000-00000000000' || k",
        (_, "ReaderId") => "'00000000-0000-0000-0000-0000000000A' || (k % 2)",
        (_, "EssayId") => $"'{EssayMetadata.DefaultId}'",
        ("Revisions", "Id") or (_, "Target_Revision") => "printf('%064x', k)", // marks must be on revisions that exist
        ("ColourNames", "Colour") => "(CASE k WHEN 1 THEN 'Amber' WHEN 2 THEN 'Green' WHEN 3 THEN 'Blue' WHEN 4 THEN 'Rose' WHEN 5 THEN 'Violet' WHEN 6 THEN 'Grey' ELSE 'Underline' END)",
        (_, "Colour") => "'Amber'",
        (_, "Tags") => "'[\"tag ' || k || '\"]'",
        (_, "BlockMap") => "'[[\"p1\",0,4]]'",
        (_, "Anchor_State") => "'Detached'",
        (_, "Anchor_Method") => "'Quotation'",
        (_, "Anchor_Start" or "Anchor_End" or "DeletedAt" or "OtherMembers" or "EarlierKeptAt") => "NULL",
        (_, "IsLossDismissed" or "IsDetachmentDismissed") => "k % 2",
        (_, "Version" or "CreatedAt" or "ModifiedAt" or "WrittenAt" or "FirstServedAt" or "ForgottenAt" or "Anchor_Score" or "Target_Position_Start" or "Target_Position_End") => "k",
        _ => "'ä" + column + " ' || k",
    };

    // Every row of every table, with the current column names. Anchors are left out, because they are recomputed.
    private static async Task<Dictionary<string, List<Dictionary<string, string>>>> ReadAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadOnly");
        await connection.OpenAsync();
        var rows = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
        foreach (var table in new[] { "Annotations", "EarlierVersions", "ColourNames", "Revisions" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            try
            {
                await using var reader = await command.ExecuteReaderAsync();
                rows[table] = [];
                while (await reader.ReadAsync())
                {
                    rows[table].Add(Enumerable.Range(0, reader.FieldCount)
                        .Where(i => !reader.IsDBNull(i) && !reader.GetName(i).StartsWith("Anchor_", StringComparison.Ordinal))
                        .ToDictionary(i => NameOf(reader.GetName(i)), i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!, StringComparer.Ordinal)); // no value is null
                }
            }
            catch (SqliteException missing) when (missing.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
            {
                // that version does not have this table
            }
        }

        return rows;
    }

    private static string NameOf(string column) => column == "IsLossDismissed" ? "IsDetachmentDismissed" : column;

    private static async Task<List<string>> NamesAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
