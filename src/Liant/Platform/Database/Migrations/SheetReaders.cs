using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Who may read a private sheet. No foreign key to the space: modules name each other's rows by identifier ("./run check" looks).</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000005_SheetReaders")]
internal sealed class SheetReaders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("catalogue_sheet_readers", t => new
        {
            SheetId = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_sheet_readers", x => new { x.SheetId, x.SpaceId });
            t.ForeignKey("FK_catalogue_sheet_readers_catalogue_sheets_SheetId", x => x.SheetId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalogue_sheet_readers_SpaceId", "catalogue_sheet_readers", "SpaceId");
    }
}
