using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Indexes of the sheets that are cheaper to keep and to build: what tells two sheets apart comes first, and words of machines are
/// compared byte by byte on PostgreSQL, as SQLite does.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000002_SheetOrder")]
internal sealed class SheetOrder : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_catalogue_sheets_KindSlug_Slug", "catalogue_sheets");
        migrationBuilder.DropIndex("IX_catalogue_sheets_Origin_KindSlug_OriginKey", "catalogue_sheets");
        if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            migrationBuilder.Sql("""
                ALTER TABLE "catalogue_sheets"
                    ALTER COLUMN "KindSlug" TYPE character varying(20) COLLATE "C",
                    ALTER COLUMN "Slug" TYPE character varying(100) COLLATE "C",
                    ALTER COLUMN "Origin" TYPE character varying(80) COLLATE "C",
                    ALTER COLUMN "OriginKey" TYPE character varying(200) COLLATE "C"
                """);
        }

        migrationBuilder.CreateIndex("IX_catalogue_sheets_Slug_KindSlug", "catalogue_sheets", ["Slug", "KindSlug"], unique: true);
        migrationBuilder.CreateIndex("IX_catalogue_sheets_Origin_OriginKey_KindSlug", "catalogue_sheets", ["Origin", "OriginKey", "KindSlug"], unique: true);
    }
}
