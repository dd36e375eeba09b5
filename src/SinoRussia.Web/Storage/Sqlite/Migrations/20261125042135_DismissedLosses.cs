using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DismissedLosses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsLossDismissed",
                table: "Annotations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsLossDismissed",
                table: "Annotations");
        }
    }
}
