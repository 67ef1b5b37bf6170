using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Reading : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Channel = table.Column<string>(type: "text", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.StudyUid, x.Version, x.Channel, x.Attempt });
                });

            migrationBuilder.CreateTable(
                name: "intake_problems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: true),
                    Source = table.Column<string>(type: "text", nullable: false),
                    Peer = table.Column<string>(type: "text", nullable: false),
                    CallingAe = table.Column<string>(type: "text", nullable: true),
                    Code = table.Column<string>(type: "text", nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_problems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    ProfileName = table.Column<string>(type: "text", nullable: false),
                    ProfileVersion = table.Column<string>(type: "text", nullable: false),
                    ProfileSha256 = table.Column<string>(type: "text", nullable: false),
                    Instances = table.Column<int>(type: "integer", nullable: false),
                    ActionsJson = table.Column<string>(type: "text", nullable: false),
                    FindingsJson = table.Column<string>(type: "text", nullable: false),
                    TablesJson = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_receipts", x => x.StudyUid);
                });

            migrationBuilder.CreateTable(
                name: "report_drafts",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    SavedAt = table.Column<long>(type: "bigint", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorName = table.Column<string>(type: "text", nullable: false),
                    Sections_Comparison = table.Column<string>(type: "text", nullable: false),
                    Sections_Findings = table.Column<string>(type: "text", nullable: false),
                    Sections_Impression = table.Column<string>(type: "text", nullable: false),
                    Sections_Indication = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_drafts", x => x.StudyUid);
                });

            migrationBuilder.CreateTable(
                name: "report_versions",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: true),
                    SignedAt = table.Column<long>(type: "bigint", nullable: false),
                    SignedById = table.Column<Guid>(type: "uuid", nullable: false),
                    SignedByName = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Sections_Comparison = table.Column<string>(type: "text", nullable: false),
                    Sections_Findings = table.Column<string>(type: "text", nullable: false),
                    Sections_Impression = table.Column<string>(type: "text", nullable: false),
                    Sections_Indication = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_versions", x => new { x.StudyUid, x.Number });
                });

            migrationBuilder.CreateIndex(
                name: "IX_studies_SettledAt_SettlesAt",
                table: "studies",
                columns: new[] { "SettledAt", "SettlesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_State_ClaimExpires",
                table: "studies",
                columns: new[] { "State", "ClaimExpires" });

            migrationBuilder.CreateIndex(
                name: "IX_intake_problems_At",
                table: "intake_problems",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_intake_problems_Peer_Code_At",
                table: "intake_problems",
                columns: new[] { "Peer", "Code", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_report_versions_SignedAt",
                table: "report_versions",
                column: "SignedAt");

            WrittenOnce.Lay(migrationBuilder, "report_versions", "StudyUid", "Number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "intake_problems");

            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "report_drafts");

            migrationBuilder.DropTable(
                name: "report_versions");

            migrationBuilder.DropIndex(
                name: "IX_studies_SettledAt_SettlesAt",
                table: "studies");

            migrationBuilder.DropIndex(
                name: "IX_studies_State_ClaimExpires",
                table: "studies");

            WrittenOnce.Lift(migrationBuilder, "report_versions");
        }
    }
}
