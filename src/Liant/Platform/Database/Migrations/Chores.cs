using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>When a daily task was last done.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000501_Chores")]
internal sealed class Chores : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("platform_chores", t => new
        {
            Name = t.Column<string>(maxLength: 40, nullable: false),
            DoneAt = t.Column<long>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_platform_chores", x => x.Name));
    }
}
