using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Orders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "sites",
                type: "text",
                nullable: false,
                defaultValue: "Asia/Seoul");

            migrationBuilder.AddColumn<string>(
                name: "CharacterSet",
                table: "devices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MayRetrieve",
                table: "devices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Port",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "commitment_requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commitment_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    Accession = table.Column<string>(type: "text", nullable: false),
                    Number = table.Column<string>(type: "text", nullable: true),
                    Door = table.Column<string>(type: "text", nullable: false),
                    Modality = table.Column<string>(type: "text", nullable: false),
                    StationAe = table.Column<string>(type: "text", nullable: true),
                    ScheduledAt = table.Column<long>(type: "bigint", nullable: false),
                    Priority = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    EnteredAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    LinkedStudy = table.Column<string>(type: "text", nullable: true),
                    LinkedAt = table.Column<long>(type: "bigint", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_orders_sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "performed_steps",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    Uid = table.Column<string>(type: "text", nullable: false),
                    DeviceId = table.Column<Guid>(type: "uuid", nullable: false),
                    OrderId = table.Column<Guid>(type: "uuid", nullable: true),
                    StudyUid = table.Column<string>(type: "text", nullable: true),
                    State = table.Column<string>(type: "text", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_performed_steps", x => new { x.SiteId, x.Uid });
                });

            migrationBuilder.CreateIndex(
                name: "IX_commitment_requests_DueAt",
                table: "commitment_requests",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_orders_LinkedStudy",
                table: "orders",
                column: "LinkedStudy");

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_Accession",
                table: "orders",
                columns: new[] { "SiteId", "Accession" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_Number",
                table: "orders",
                columns: new[] { "SiteId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_State_ScheduledAt",
                table: "orders",
                columns: new[] { "SiteId", "State", "ScheduledAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_StudyUid",
                table: "orders",
                columns: new[] { "SiteId", "StudyUid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_performed_steps_OrderId",
                table: "performed_steps",
                column: "OrderId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commitment_requests");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "performed_steps");

            migrationBuilder.DropColumn(
                name: "TimeZone",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "CharacterSet",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "MayRetrieve",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "Port",
                table: "devices");
        }
    }
}
