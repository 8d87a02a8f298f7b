using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>What sheets said before. No foreign key: the versions of a sheet that was joined to another stay.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122040001_SheetRevisions")]
internal sealed class SheetRevisions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("catalogue_sheet_revisions", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SheetId = t.Column<Guid>(nullable: false),
            At = t.Column<long>(nullable: false),
            Cause = t.Column<string>(maxLength: 20, nullable: false),
            Actor = t.Column<string>(maxLength: 80, nullable: true),
            Said = t.Column<string>(nullable: false),
            IsPrivate = t.Column<bool>(nullable: false),
            Readers = t.Column<string>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_catalogue_sheet_revisions", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalogue_sheet_revisions_SheetId_At", "catalogue_sheet_revisions", ["SheetId", "At"]);
    }
}
