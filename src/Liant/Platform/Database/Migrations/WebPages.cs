using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Pages of other sites that were read, to ask for them again only when they have changed.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122020202_WebPages")]
internal sealed class WebPages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("ingestion_pages", t => new
        {
            Address = t.Column<string>(maxLength: 500, nullable: false),
            Etag = t.Column<string>(maxLength: 200, nullable: true),
            Modified = t.Column<long>(nullable: true),
            ReadAt = t.Column<long>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_ingestion_pages", x => x.Address));
}
