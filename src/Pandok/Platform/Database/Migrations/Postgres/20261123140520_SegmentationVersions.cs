using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SegmentationVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "segmentation_versions",
                columns: table => new
                {
                    InstanceUid = table.Column<string>(type: "text", nullable: false),
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesUid = table.Column<string>(type: "text", nullable: false),
                    Replaces = table.Column<string>(type: "text", nullable: true),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorName = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segmentation_versions", x => x.InstanceUid);
                    table.ForeignKey(
                        name: "FK_segmentation_versions_instances_InstanceUid",
                        column: x => x.InstanceUid,
                        principalTable: "instances",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_segmentation_versions_StudyUid_Id",
                table: "segmentation_versions",
                columns: new[] { "StudyUid", "Id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_segmentation_versions_StudyUid_Number",
                table: "segmentation_versions",
                columns: new[] { "StudyUid", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_segmentation_versions_StudyUid_Replaces",
                table: "segmentation_versions",
                columns: new[] { "StudyUid", "Replaces" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "segmentation_versions");
        }
    }
}
