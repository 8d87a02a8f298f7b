using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>What is proposed for the catalogue.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000006_Proposals")]
internal sealed class Proposals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("catalogue_proposals", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Kind = t.Column<string>(maxLength: 20, nullable: false),
            SheetId = t.Column<Guid>(nullable: true),
            Said = t.Column<string>(nullable: false),
            AuthorName = t.Column<string>(maxLength: 80, nullable: true),
            AuthorEmail = t.Column<string>(maxLength: 254, nullable: true),
            AuthorId = t.Column<Guid>(nullable: true),
            ProposedAt = t.Column<long>(nullable: false),
            State = t.Column<string>(maxLength: 20, nullable: false),
            Answer = t.Column<string>(maxLength: 1000, nullable: true),
            DecidedBy = t.Column<Guid>(nullable: true),
            DecidedAt = t.Column<long>(nullable: true),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_catalogue_proposals", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalogue_proposals_State_ProposedAt", "catalogue_proposals", ["State", "ProposedAt"]);
    }
}
