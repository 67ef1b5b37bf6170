using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Workitems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "workitem_events",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WorkitemUid = table.Column<string>(type: "text", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: false),
                    Attributes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workitem_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "workitem_subscriptions",
                columns: table => new
                {
                    Subscriber = table.Column<string>(type: "text", nullable: false),
                    WorkitemUid = table.Column<string>(type: "text", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Filter = table.Column<string>(type: "text", nullable: false),
                    DeletionLock = table.Column<bool>(type: "boolean", nullable: false),
                    SuspendedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workitem_subscriptions", x => new { x.Subscriber, x.WorkitemUid });
                    table.ForeignKey(
                        name: "FK_workitem_subscriptions_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "workitems",
                columns: table => new
                {
                    Uid = table.Column<string>(type: "text", nullable: false),
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    TransactionUid = table.Column<string>(type: "text", nullable: true),
                    Performer = table.Column<Guid>(type: "uuid", nullable: true),
                    Priority = table.Column<string>(type: "text", nullable: false),
                    Label = table.Column<string>(type: "text", nullable: false),
                    WorklistLabel = table.Column<string>(type: "text", nullable: false),
                    Ready = table.Column<bool>(type: "boolean", nullable: false),
                    ScheduledAt = table.Column<long>(type: "bigint", nullable: false),
                    ModifiedAt = table.Column<long>(type: "bigint", nullable: false),
                    Attributes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workitems", x => x.Uid);
                    table.ForeignKey(
                        name: "FK_workitems_studies_StudyUid",
                        column: x => x.StudyUid,
                        principalTable: "studies",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_workitem_events_At",
                table: "workitem_events",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_workitem_subscriptions_AccountId",
                table: "workitem_subscriptions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_workitems_SiteId_State_ScheduledAt",
                table: "workitems",
                columns: new[] { "SiteId", "State", "ScheduledAt" });

            migrationBuilder.CreateIndex(
                name: "IX_workitems_StudyUid_State",
                table: "workitems",
                columns: new[] { "StudyUid", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "workitem_events");

            migrationBuilder.DropTable(
                name: "workitem_subscriptions");

            migrationBuilder.DropTable(
                name: "workitems");
        }
    }
}
