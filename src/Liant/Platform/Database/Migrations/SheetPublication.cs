using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>When a sheet is seen. Every sheet that is there is published.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122040002_SheetPublication")]
internal sealed class SheetPublication : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("IsPublished", "catalogue_sheets", nullable: false, defaultValue: true);
        migrationBuilder.AddColumn<long>("PublishesAt", "catalogue_sheets", nullable: true);
        migrationBuilder.AddColumn<long>("ExpiresAt", "catalogue_sheets", nullable: true);
        migrationBuilder.CreateIndex("IX_catalogue_sheets_PublishesAt", "catalogue_sheets", "PublishesAt", filter: "\"PublishesAt\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_catalogue_sheets_ExpiresAt", "catalogue_sheets", "ExpiresAt", filter: "\"ExpiresAt\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_catalogue_sheets_IsPublished", "catalogue_sheets", "IsPublished", filter: "NOT \"IsPublished\"");
    }
}
