using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SinoRussia.Web.Storage.Sqlite.Migrations
{
    /// <summary>A reader is a person, no longer a cookie: adds readers, their sessions and ways to sign in, links to notes, and who can see a note.</summary>
    /// <remarks>The cookies of all existing readers stay valid: the id in each becomes the id of a session. Readers who deleted everything get none, so what
    /// is still sent for them is refused, and the list of their ids is no longer needed. Adds a column to the annotations table instead of creating the
    /// table again, so the triggers stay.</remarks>
    public partial class Persons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Visibility",
                table: "Annotations",
                type: "TEXT",
                nullable: false,
                defaultValue: nameof(Visibility.Private));

            migrationBuilder.CreateTable(
                name: "Readers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    IsKeepHintDismissed = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Readers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UsedChallenges",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsedChallenges", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "DeviceLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeviceLinks_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NoteLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EssayId = table.Column<string>(type: "TEXT", nullable: false),
                    Token = table.Column<string>(type: "TEXT", nullable: false),
                    Choice = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoteLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NoteLinks_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Passkeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CredentialId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserHandle = table.Column<string>(type: "TEXT", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SignCount = table.Column<long>(type: "INTEGER", nullable: false),
                    Transports = table.Column<string>(type: "TEXT", nullable: false),
                    IsUserVerified = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsBackupEligible = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsBackedUp = table.Column<bool>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Passkeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Passkeys_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReaderJoins",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FormerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JoinedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Annotations = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReaderJoins", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReaderJoins_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Selector = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Browser = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_Readers_ReaderId",
                        column: x => x.ReaderId,
                        principalTable: "Readers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShownAnnotations",
                columns: table => new
                {
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AnnotationId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShownAnnotations", x => new { x.LinkId, x.AnnotationId });
                    table.ForeignKey(
                        name: "FK_ShownAnnotations_Annotations_AnnotationId",
                        column: x => x.AnnotationId,
                        principalTable: "Annotations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ShownAnnotations_NoteLinks_LinkId",
                        column: x => x.LinkId,
                        principalTable: "NoteLinks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "JoinedRows",
                columns: table => new
                {
                    JoinId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    RowId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinedRows", x => new { x.JoinId, x.Kind, x.RowId });
                    table.ForeignKey(
                        name: "FK_JoinedRows_ReaderJoins_JoinId",
                        column: x => x.JoinId,
                        principalTable: "ReaderJoins",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceLinks_ReaderId",
                table: "DeviceLinks",
                column: "ReaderId");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceLinks_TokenHash",
                table: "DeviceLinks",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NoteLinks_ReaderId",
                table: "NoteLinks",
                column: "ReaderId");

            migrationBuilder.CreateIndex(
                name: "IX_NoteLinks_Token",
                table: "NoteLinks",
                column: "Token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Passkeys_CredentialId",
                table: "Passkeys",
                column: "CredentialId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Passkeys_ReaderId",
                table: "Passkeys",
                column: "ReaderId");

            migrationBuilder.CreateIndex(
                name: "IX_ReaderJoins_ReaderId",
                table: "ReaderJoins",
                column: "ReaderId");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_ReaderId",
                table: "RecoveryCodes",
                column: "ReaderId");

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_Selector",
                table: "RecoveryCodes",
                column: "Selector",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ReaderId",
                table: "Sessions",
                column: "ReaderId");

            migrationBuilder.CreateIndex(
                name: "IX_ShownAnnotations_AnnotationId",
                table: "ShownAnnotations",
                column: "AnnotationId");

            const string ids = """
                SELECT "ReaderId" AS "Id", max(CAST("ModifiedAt" AS INTEGER)) AS "Last" FROM "Annotations" GROUP BY "ReaderId"
                UNION ALL SELECT "ReaderId", 0 FROM "ColourNames"
                """;
            const string now = "(unixepoch() * 1000)";
            migrationBuilder.Sql(
                $"""
                INSERT INTO "Readers" ("Id", "Name", "IsKeepHintDismissed", "CreatedAt")
                SELECT DISTINCT "Id", NULL, 0, {now} FROM ({ids})
                WHERE typeof("Id") = 'text' AND "Id" GLOB '{ReadableId}'
                """);
            migrationBuilder.Sql(
                $"""
                INSERT INTO "Sessions" ("Id", "ReaderId", "Browser", "CreatedAt", "SeenAt")
                SELECT "Id", "Id", NULL, {now}, min(max("Last", 0), {now})
                FROM (SELECT "Id", max("Last") AS "Last" FROM ({ids}) GROUP BY "Id") WHERE "Id" IN (SELECT "Id" FROM "Readers")
                """);
            migrationBuilder.DropTable(name: "ForgottenReaders");
            ReaderUsageTriggers.CreateMoved(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("The previous schema cannot tell the browsers of one reader apart. Restore a backup instead.");

        // Exactly as EF writes it. A damaged id belongs to nobody.
        private static string ReadableId { get; } = string.Join('-', new[] { 8, 4, 4, 4, 12 }.Select(length => string.Concat(Enumerable.Repeat("[0-9A-F]", length))));
    }
}
