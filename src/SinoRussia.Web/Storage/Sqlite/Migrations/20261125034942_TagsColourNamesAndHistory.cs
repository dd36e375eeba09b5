using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TagsColourNamesAndHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "Annotations",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "ColourNames",
                columns: table => new
                {
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Colour = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ColourNames", x => new { x.ReaderId, x.Colour });
                });

            migrationBuilder.CreateTable(
                name: "EarlierVersions",
                columns: table => new
                {
                    AnnotationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Colour = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    WrittenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierVersions", x => new { x.AnnotationId, x.Version });
                    table.ForeignKey(
                        name: "FK_EarlierVersions_Annotations_AnnotationId",
                        column: x => x.AnnotationId,
                        principalTable: "Annotations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Annotations_DeletedAt",
                table: "Annotations",
                column: "DeletedAt",
                filter: "DeletedAt IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ColourNames");

            migrationBuilder.DropTable(
                name: "EarlierVersions");

            migrationBuilder.DropIndex(
                name: "IX_Annotations_DeletedAt",
                table: "Annotations");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "Annotations");
        }
    }
}
