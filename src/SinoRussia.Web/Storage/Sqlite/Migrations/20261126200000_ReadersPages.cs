using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReadersPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Annotations_ReaderId",
                table: "Annotations");

            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId_ModifiedAt_Version",
                table: "Annotations",
                columns: new[] { "ReaderId", "ModifiedAt", "Version" });

            // For queries by range of text. The EF model cannot define this index, because the columns belong to a complex property.
            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId_Anchor",
                table: "Annotations",
                columns: new[] { "ReaderId", "Anchor_Revision", "Anchor_Start", "Anchor_End" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Annotations_ReaderId_Anchor",
                table: "Annotations");

            migrationBuilder.DropIndex(
                name: "IX_Annotations_ReaderId_ModifiedAt_Version",
                table: "Annotations");

            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId",
                table: "Annotations",
                column: "ReaderId");
        }
    }
}
