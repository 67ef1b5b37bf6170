using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Quarantine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LastHash",
                table: "receipts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Links",
                table: "receipts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "receipts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "device_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    SopClass = table.Column<string>(type: "text", nullable: false),
                    Manufacturer = table.Column<string>(type: "text", nullable: false),
                    Model = table.Column<string>(type: "text", nullable: false),
                    Software = table.Column<string>(type: "text", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    Columns = table.Column<int>(type: "integer", nullable: false),
                    ImageType = table.Column<string>(type: "text", nullable: false),
                    Photometric = table.Column<string>(type: "text", nullable: false),
                    BoxesJson = table.Column<string>(type: "text", nullable: false),
                    MadeOf = table.Column<Guid>(type: "uuid", nullable: false),
                    Reviewer = table.Column<string>(type: "text", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    Samples = table.Column<int>(type: "integer", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedBy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "held_instances",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<Guid>(type: "uuid", nullable: false),
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    SeriesUid = table.Column<string>(type: "text", nullable: false),
                    InstanceUid = table.Column<string>(type: "text", nullable: false),
                    Door = table.Column<string>(type: "text", nullable: false),
                    CallingAe = table.Column<string>(type: "text", nullable: true),
                    Peer = table.Column<string>(type: "text", nullable: false),
                    Wire = table.Column<string>(type: "text", nullable: true),
                    SopClass = table.Column<string>(type: "text", nullable: false),
                    Modality = table.Column<string>(type: "text", nullable: false),
                    Frames = table.Column<int>(type: "integer", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: true),
                    Columns = table.Column<int>(type: "integer", nullable: true),
                    Reasons = table.Column<string>(type: "text", nullable: false),
                    FindingsJson = table.Column<string>(type: "text", nullable: false),
                    BoxesJson = table.Column<string>(type: "text", nullable: false),
                    Profile = table.Column<string>(type: "text", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    HeldAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    DecidedBy = table.Column<string>(type: "text", nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_held_instances", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "instance_receipts",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Seq = table.Column<int>(type: "integer", nullable: false),
                    InstanceUid = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Sha256Out = table.Column<string>(type: "text", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    PreviousHash = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instance_receipts", x => new { x.StudyUid, x.Seq });
                });

            migrationBuilder.CreateIndex(
                name: "IX_device_rules_SiteId",
                table: "device_rules",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_held_instances_InstanceUid",
                table: "held_instances",
                column: "InstanceUid");

            migrationBuilder.CreateIndex(
                name: "IX_held_instances_State_HeldAt",
                table: "held_instances",
                columns: new[] { "State", "HeldAt" });

            migrationBuilder.CreateIndex(
                name: "IX_held_instances_StudyUid",
                table: "held_instances",
                column: "StudyUid");

            migrationBuilder.CreateIndex(
                name: "IX_instance_receipts_InstanceUid",
                table: "instance_receipts",
                column: "InstanceUid");

            WrittenOnce.Lay(migrationBuilder, "instance_receipts", "StudyUid", "Seq");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "device_rules");

            migrationBuilder.DropTable(
                name: "held_instances");

            migrationBuilder.DropTable(
                name: "instance_receipts");

            migrationBuilder.DropColumn(
                name: "LastHash",
                table: "receipts");

            migrationBuilder.DropColumn(
                name: "Links",
                table: "receipts");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "receipts");

            WrittenOnce.Lift(migrationBuilder, "instance_receipts");
        }
    }
}
