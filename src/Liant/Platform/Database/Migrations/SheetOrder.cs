using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Indexes of the sheets that are cheaper to keep: the key of a row right after its source, and words of machines compared byte by byte
/// on PostgreSQL, as SQLite does.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000002_SheetOrder")]
internal sealed class SheetOrder : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
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

        migrationBuilder.CreateIndex("IX_catalogue_sheets_Origin_OriginKey_KindSlug", "catalogue_sheets", ["Origin", "OriginKey", "KindSlug"], unique: true);
    }
}
