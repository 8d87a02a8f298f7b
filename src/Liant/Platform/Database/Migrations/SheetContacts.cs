using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Whom to ask whether a sheet is still true. Beside the sheets: few of a million have one.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122040003_SheetContacts")]
internal sealed class SheetContacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("catalogue_sheet_contacts", t => new
        {
            SheetId = t.Column<Guid>(nullable: false),
            Email = t.Column<string>(maxLength: 254, nullable: true),
            ConfirmedAt = t.Column<long>(nullable: true),
            AskedAt = t.Column<long>(nullable: true),
            Letters = t.Column<int>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_sheet_contacts", x => x.SheetId);
            t.ForeignKey("FK_catalogue_sheet_contacts_catalogue_sheets_SheetId", x => x.SheetId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
        });
    }
}
