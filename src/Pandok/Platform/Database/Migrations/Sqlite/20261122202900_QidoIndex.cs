using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QidoIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_studies_SiteId_ReceivedAt",
                table: "studies");

            migrationBuilder.CreateTable(
                name: "study_modalities",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Modality = table.Column<string>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_study_modalities", x => new { x.StudyUid, x.Modality });
                });

            migrationBuilder.CreateIndex(
                name: "IX_studies_Accession",
                table: "studies",
                column: "Accession");

            migrationBuilder.CreateIndex(
                name: "IX_studies_ReceivedAt_Uid",
                table: "studies",
                columns: new[] { "ReceivedAt", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_SiteId_ReceivedAt_Uid",
                table: "studies",
                columns: new[] { "SiteId", "ReceivedAt", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_SiteId_StudyDate_Uid",
                table: "studies",
                columns: new[] { "SiteId", "StudyDate", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_StudyDate_Uid",
                table: "studies",
                columns: new[] { "StudyDate", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_study_modalities_Modality_ReceivedAt_StudyUid",
                table: "study_modalities",
                columns: new[] { "Modality", "ReceivedAt", "StudyUid" });

            migrationBuilder.CreateIndex(
                name: "IX_study_modalities_SiteId_Modality_ReceivedAt_StudyUid",
                table: "study_modalities",
                columns: new[] { "SiteId", "Modality", "ReceivedAt", "StudyUid" });

            // What was archived before has its modalities in its series.
            migrationBuilder.Sql("INSERT INTO study_modalities (\"StudyUid\", \"Modality\", \"SiteId\", \"ReceivedAt\") SELECT DISTINCT e.\"StudyUid\", e.\"Modality\", s.\"SiteId\", s.\"ReceivedAt\" FROM series e JOIN studies s ON s.\"Uid\" = e.\"StudyUid\";");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "study_modalities");

            migrationBuilder.DropIndex(
                name: "IX_studies_Accession",
                table: "studies");

            migrationBuilder.DropIndex(
                name: "IX_studies_ReceivedAt_Uid",
                table: "studies");

            migrationBuilder.DropIndex(
                name: "IX_studies_SiteId_ReceivedAt_Uid",
                table: "studies");

            migrationBuilder.DropIndex(
                name: "IX_studies_SiteId_StudyDate_Uid",
                table: "studies");

            migrationBuilder.DropIndex(
                name: "IX_studies_StudyDate_Uid",
                table: "studies");

            migrationBuilder.CreateIndex(
                name: "IX_studies_SiteId_ReceivedAt",
                table: "studies",
                columns: new[] { "SiteId", "ReceivedAt" });
        }
    }
}
