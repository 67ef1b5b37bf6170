using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PhoneReading : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Phones",
                table: "sites",
                type: "text",
                nullable: false,
                defaultValue: "Marked");

            migrationBuilder.AddColumn<string>(
                name: "Device",
                table: "report_versions",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Phones",
                table: "sites");

            migrationBuilder.DropColumn(
                name: "Device",
                table: "report_versions");
        }
    }
}
