using Microsoft.EntityFrameworkCore.Migrations;
using SinoRussia.Essays;

#nullable disable

namespace SinoRussia.Web.Storage.Migrations
{
    /// <summary>Annotations and revisions name their essay. All that is there was made on the one essay that there was, which had no id of its own.</summary>
    /// <remarks>Adds to the table of annotations and does not make it anew, so the triggers stay. Each statement is part of one transaction.</remarks>
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

            // What touches a piece of the text. The model cannot say it: these columns belong to a part of the annotation.
            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId_EssayId_Anchor",
                table: "Annotations",
                columns: ["ReaderId", "EssayId", "Anchor_Revision", "Anchor_Start", "Anchor_End"]);

            // Another key needs another table. Nothing refers to it.
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
            throw new NotSupportedException("What belongs to several essays cannot be told apart by the schema of before. Restore a backup.");
    }
}
