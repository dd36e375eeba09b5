using Microsoft.EntityFrameworkCore.Migrations;

namespace SinoRussia.Web.Storage.Sqlite.Migrations;

/// <summary>Makes the database count what each reader stores, whichever statement writes or deletes it. A migration that creates the tables of
/// annotations or earlier versions again, as EF does for SQLite when a column changes its type, must also create these triggers again.</summary>
internal static class ReaderUsageTriggers
{
    /// <summary>Counts the existing rows, and creates triggers for later changes.</summary>
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(
            $"""
            INSERT INTO "ReaderUsage" ("ReaderId", "Entries", "Bytes")
            SELECT a."ReaderId", count(*), sum({Size("a")} + coalesce((SELECT sum({SizeOfEarlier("e")}) FROM "EarlierVersions" e WHERE e."AnnotationId" = a."Id"), 0))
            FROM "Annotations" a GROUP BY a."ReaderId"
            """);
        migration.Sql(
            $"""
            CREATE TRIGGER "Usage_Created" AFTER INSERT ON "Annotations" BEGIN
              INSERT INTO "ReaderUsage" ("ReaderId", "Entries", "Bytes") VALUES (NEW."ReaderId", 1, {Size("NEW")})
              ON CONFLICT ("ReaderId") DO UPDATE SET "Entries" = "Entries" + 1, "Bytes" = "Bytes" + excluded."Bytes";
            END
            """);
        migration.Sql(
            $"""
            CREATE TRIGGER "Usage_Changed" AFTER UPDATE OF "Note", "Tags", "OtherMembers", "Target_Quote_Exact" ON "Annotations" BEGIN
              UPDATE "ReaderUsage" SET "Bytes" = "Bytes" + {Size("NEW")} - ({Size("OLD")}) WHERE "ReaderId" = NEW."ReaderId";
            END
            """);

        // Delete the versions first, while their annotation still says whose they are.
        migration.Sql(
            """
            CREATE TRIGGER "Usage_Deleting" BEFORE DELETE ON "Annotations" BEGIN
              DELETE FROM "EarlierVersions" WHERE "AnnotationId" = OLD."Id";
            END
            """);

        // A reader with nothing left has no row.
        migration.Sql(
            $"""
            CREATE TRIGGER "Usage_Deleted" AFTER DELETE ON "Annotations" BEGIN
              UPDATE "ReaderUsage" SET "Entries" = "Entries" - 1, "Bytes" = "Bytes" - ({Size("OLD")}) WHERE "ReaderId" = OLD."ReaderId";
              DELETE FROM "ReaderUsage" WHERE "ReaderId" = OLD."ReaderId" AND "Entries" <= 0;
            END
            """);
        migration.Sql(
            $"""
            CREATE TRIGGER "Usage_VersionKept" AFTER INSERT ON "EarlierVersions" BEGIN
              UPDATE "ReaderUsage" SET "Bytes" = "Bytes" + {SizeOfEarlier("NEW")}
              WHERE "ReaderId" = (SELECT "ReaderId" FROM "Annotations" WHERE "Id" = NEW."AnnotationId");
            END
            """);
        migration.Sql(
            $"""
            CREATE TRIGGER "Usage_VersionDeleted" AFTER DELETE ON "EarlierVersions" BEGIN
              UPDATE "ReaderUsage" SET "Bytes" = "Bytes" - ({SizeOfEarlier("OLD")})
              WHERE "ReaderId" = (SELECT "ReaderId" FROM "Annotations" WHERE "Id" = OLD."AnnotationId");
            END
            """);
    }

    /// <summary>Creates the trigger for annotations that get another reader.</summary>
    public static void CreateMoved(MigrationBuilder migration)
    {
        var size = $"""{Size("NEW")} + coalesce((SELECT sum({SizeOfEarlier("e")}) FROM "EarlierVersions" e WHERE e."AnnotationId" = NEW."Id"), 0)""";
        migration.Sql(
            $"""
            CREATE TRIGGER "Usage_Moved" AFTER UPDATE OF "ReaderId" ON "Annotations" WHEN OLD."ReaderId" <> NEW."ReaderId" BEGIN
              INSERT INTO "ReaderUsage" ("ReaderId", "Entries", "Bytes") VALUES (NEW."ReaderId", 1, {size})
              ON CONFLICT ("ReaderId") DO UPDATE SET "Entries" = "Entries" + 1, "Bytes" = "Bytes" + excluded."Bytes";
              UPDATE "ReaderUsage" SET "Entries" = "Entries" - 1, "Bytes" = "Bytes" - ({size}) WHERE "ReaderId" = OLD."ReaderId";
              DELETE FROM "ReaderUsage" WHERE "ReaderId" = OLD."ReaderId" AND "Entries" <= 0;
            END
            """);
    }

    public static void Drop(MigrationBuilder migration)
    {
        foreach (var name in (string[])["Created", "Changed", "Deleting", "Deleted", "Moved", "VersionKept", "VersionDeleted"])
        {
            migration.Sql($"""DROP TRIGGER IF EXISTS "Usage_{name}" """);
        }
    }

    private static string Size(string row) => $"""{SizeOfEarlier(row)} + length(CAST(coalesce({row}."OtherMembers", '') AS BLOB)) + length(CAST({row}."Target_Quote_Exact" AS BLOB))""";

    private static string SizeOfEarlier(string row) => $"""length(CAST(coalesce({row}."Note", '') AS BLOB)) + length(CAST({row}."Tags" AS BLOB))""";
}
