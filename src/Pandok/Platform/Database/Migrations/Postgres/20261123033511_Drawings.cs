using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
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
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesUid = table.Column<string>(type: "text", nullable: false),
                    InstanceUid = table.Column<string>(type: "text", nullable: false),
                    Frame = table.Column<int>(type: "integer", nullable: false),
                    Caption = table.Column<string>(type: "text", nullable: false),
                    WindowCenter = table.Column<double>(type: "double precision", nullable: true),
                    WindowWidth = table.Column<double>(type: "double precision", nullable: true),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorName = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<long>(type: "bigint", nullable: false)
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
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesUid = table.Column<string>(type: "text", nullable: false),
                    InstanceUid = table.Column<string>(type: "text", nullable: false),
                    Frame = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Label = table.Column<string>(type: "text", nullable: false),
                    Drawn = table.Column<string>(type: "text", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorName = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<long>(type: "bigint", nullable: false)
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
