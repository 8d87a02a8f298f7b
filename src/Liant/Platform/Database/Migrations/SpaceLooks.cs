using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>What a space looks like; the space that a session acts for; the space in whose name something is proposed.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000502_SpaceLooks")]
internal sealed class SpaceLooks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Colour", "accounts_spaces", maxLength: 7, nullable: true);
        migrationBuilder.AddColumn<string>("LogoMark", "accounts_spaces", maxLength: 16, nullable: true);
        migrationBuilder.AddColumn<Guid>("SpaceId", "accounts_sessions", nullable: true);
        migrationBuilder.AddColumn<Guid>("SpaceId", "catalogue_proposals", nullable: true);
        migrationBuilder.CreateIndex("IX_catalogue_proposals_SpaceId", "catalogue_proposals", "SpaceId");
        migrationBuilder.CreateTable("accounts_space_logos", t => new
        {
            SpaceId = t.Column<Guid>(nullable: false),
            Type = t.Column<string>(maxLength: 20, nullable: false),
            Bytes = t.Column<byte[]>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_space_logos", x => x.SpaceId);
            t.ForeignKey("FK_accounts_space_logos_accounts_spaces_SpaceId", x => x.SpaceId, "accounts_spaces", "Id", onDelete: ReferentialAction.Cascade);
        });
    }
}
