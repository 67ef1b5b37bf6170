using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Deidentify.Vaults.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class VaultRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "vault_rows",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Pseudonym = table.Column<string>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vault_rows", x => new { x.SiteId, x.StudyUid });
                });

            migrationBuilder.CreateTable(
                name: "vault_sites",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WrappedRoot = table.Column<byte[]>(type: "BLOB", nullable: true),
                    KeyId = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ErasedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vault_sites", x => x.SiteId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_vault_rows_SiteId_Pseudonym",
                table: "vault_rows",
                columns: new[] { "SiteId", "Pseudonym" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "vault_rows");

            migrationBuilder.DropTable(
                name: "vault_sites");
        }
    }
}
