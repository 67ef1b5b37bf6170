using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Drawings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "key_images",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    Frame = table.Column<int>(type: "INTEGER", nullable: false),
                    Caption = table.Column<string>(type: "TEXT", nullable: false),
                    WindowCenter = table.Column<double>(type: "REAL", nullable: true),
                    WindowWidth = table.Column<double>(type: "REAL", nullable: true),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_images", x => new { x.StudyUid, x.Id });
                    table.ForeignKey(
                        name: "FK_key_images_studies_StudyUid",
                        column: x => x.StudyUid,
                        principalTable: "studies",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "measurements",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    Frame = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Drawn = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_measurements", x => new { x.StudyUid, x.Id });
                    table.ForeignKey(
                        name: "FK_measurements_studies_StudyUid",
                        column: x => x.StudyUid,
                        principalTable: "studies",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "key_images");

            migrationBuilder.DropTable(
                name: "measurements");
        }
    }
}
