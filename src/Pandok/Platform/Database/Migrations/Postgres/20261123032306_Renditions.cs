using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Renditions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PackVersion",
                table: "series",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "series",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "renditions",
                columns: table => new
                {
                    InstanceUid = table.Column<string>(type: "text", nullable: false),
                    SeriesUid = table.Column<string>(type: "text", nullable: false),
                    StudyUid = table.Column<string>(type: "text", nullable: false),
                    ObjectKey = table.Column<string>(type: "text", nullable: true),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    BitsStored = table.Column<int>(type: "integer", nullable: false),
                    Signed = table.Column<bool>(type: "boolean", nullable: false),
                    Samples = table.Column<int>(type: "integer", nullable: false),
                    Photometric = table.Column<string>(type: "text", nullable: false),
                    Lossy = table.Column<bool>(type: "boolean", nullable: false),
                    Frames = table.Column<string>(type: "text", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_renditions", x => x.InstanceUid);
                });

            migrationBuilder.CreateIndex(
                name: "IX_renditions_SeriesUid",
                table: "renditions",
                column: "SeriesUid");

            migrationBuilder.CreateIndex(
                name: "IX_renditions_StudyUid",
                table: "renditions",
                column: "StudyUid");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "renditions");

            migrationBuilder.DropColumn(
                name: "PackVersion",
                table: "series");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "series");
        }
    }
}
