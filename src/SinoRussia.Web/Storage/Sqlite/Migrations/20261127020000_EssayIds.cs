using Microsoft.EntityFrameworkCore.Migrations;
using SinoRussia.Essays;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <summary>Adds the essay's id to annotations and revisions. All existing rows belong to the only essay so far, which had no id.</summary>
    /// <remarks>Adds a column to the annotations table instead of creating the table again, so the triggers stay. All statements run in one transaction.</remarks>
    public partial class EssayIds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Annotations_ReaderId_Anchor", table: "Annotations");
            migrationBuilder.DropIndex(name: "IX_Annotations_ReaderId_ModifiedAt_Version", table: "Annotations");
            migrationBuilder.RenameColumn(name: "IsLossDismissed", table: "Annotations", newName: "IsDetachmentDismissed");
            migrationBuilder.AddColumn<string>(name: "EssayId", table: "Annotations", type: "TEXT", nullable: false, defaultValue: EssayMetadata.DefaultId);
            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId_EssayId_ModifiedAt_Version",
                table: "Annotations",
                columns: ["ReaderId", "EssayId", "ModifiedAt", "Version"]);

            // For queries by range of text. The EF model cannot define this index, because the columns belong to a complex property.
            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId_EssayId_Anchor",
                table: "Annotations",
                columns: ["ReaderId", "EssayId", "Anchor_Revision", "Anchor_Start", "Anchor_End"]);

            // SQLite can only change a key by creating a new table. No other table refers to this one.
            migrationBuilder.RenameTable(name: "Revisions", newName: "RevisionsOfOneEssay");
            migrationBuilder.CreateTable(
                name: "Revisions",
                columns: table => new
                {
                    EssayId = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    BlockMap = table.Column<string>(type: "TEXT", nullable: false),
                    FirstServedAt = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_Revisions", x => new { x.EssayId, x.Id }));
            migrationBuilder.Sql(
                $"""
                INSERT INTO "Revisions" ("EssayId", "Id", "Text", "BlockMap", "FirstServedAt")
                SELECT '{EssayMetadata.DefaultId}', "Id", "Text", "BlockMap", "FirstServedAt" FROM "RevisionsOfOneEssay" ORDER BY "rowid"
                """);
            migrationBuilder.DropTable(name: "RevisionsOfOneEssay");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("The previous schema cannot tell several essays apart. Restore a backup instead.");
    }
}
