using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Annotations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Annotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Colour = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ModifiedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Anchor_End = table.Column<int>(type: "INTEGER", nullable: true),
                    Anchor_Method = table.Column<string>(type: "TEXT", nullable: false),
                    Anchor_Revision = table.Column<string>(type: "TEXT", nullable: false),
                    Anchor_Score = table.Column<double>(type: "REAL", nullable: false),
                    Anchor_Start = table.Column<int>(type: "INTEGER", nullable: true),
                    Anchor_State = table.Column<string>(type: "TEXT", nullable: false),
                    Target_Revision = table.Column<string>(type: "TEXT", nullable: true),
                    Target_Position_End = table.Column<int>(type: "INTEGER", nullable: false),
                    Target_Position_Start = table.Column<int>(type: "INTEGER", nullable: false),
                    Target_Quote_Exact = table.Column<string>(type: "TEXT", nullable: false),
                    Target_Quote_Prefix = table.Column<string>(type: "TEXT", nullable: false),
                    Target_Quote_Suffix = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Annotations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Revisions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    BlockMap = table.Column<string>(type: "TEXT", nullable: false),
                    FirstServedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revisions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Annotations_ReaderId",
                table: "Annotations",
                column: "ReaderId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Annotations");

            migrationBuilder.DropTable(
                name: "Revisions");
        }
    }
}
