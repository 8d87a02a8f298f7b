using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>What is read and searched, without by whom; the links that do not answer.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122040005_DeskCounts")]
internal sealed class DeskCounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable("catalogue_daily_reads", t => new
        {
            SheetId = t.Column<Guid>(nullable: false),
            Day = t.Column<int>(nullable: false),
            Count = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_catalogue_daily_reads", x => new { x.SheetId, x.Day }));
        m.CreateIndex("IX_catalogue_daily_reads_Day", "catalogue_daily_reads", "Day");
        m.CreateTable("catalogue_daily_searches", t => new
        {
            Words = t.Column<string>(maxLength: 80, nullable: false),
            Day = t.Column<int>(nullable: false),
            Count = t.Column<int>(nullable: false),
            Empty = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_catalogue_daily_searches", x => new { x.Words, x.Day }));
        m.CreateIndex("IX_catalogue_daily_searches_Day", "catalogue_daily_searches", "Day");
        m.CreateIndex("IX_catalogue_sheets_SeriesName", "catalogue_sheets", "SeriesName", filter: "\"SeriesName\" IS NOT NULL");
        m.CreateTable("catalogue_broken_links", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SheetId = t.Column<Guid>(nullable: false),
            Url = t.Column<string>(maxLength: 2000, nullable: false),
            Why = t.Column<string>(maxLength: 200, nullable: false),
            SinceAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_broken_links", x => x.Id);
            t.ForeignKey("FK_catalogue_broken_links_catalogue_sheets_SheetId", x => x.SheetId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_catalogue_broken_links_SheetId", "catalogue_broken_links", "SheetId");
        m.CreateTable("catalogue_link_rounds", t => new
        {
            Id = t.Column<int>(nullable: false),
            BegunAt = t.Column<long>(nullable: false),
            Cursor = t.Column<Guid>(nullable: false),
            NextAt = t.Column<long>(nullable: false),
            EndedAt = t.Column<long>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_catalogue_link_rounds", x => x.Id));
    }
}
