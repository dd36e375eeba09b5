using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <summary>A table outside the EF model. Every save queries it with hand-written SQL.</summary>
    [DbContext(typeof(AnnotationsDb))]
    [Migration("20261126191500_ForgottenReaders")]
    public class ForgottenReadersTable : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ForgottenReaders",
                columns: table => new
                {
                    Reader = table.Column<string>(type: "TEXT", nullable: false),
                    ForgottenAt = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_ForgottenReaders", row => row.Reader));
        }

        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "ForgottenReaders");
    }
}
