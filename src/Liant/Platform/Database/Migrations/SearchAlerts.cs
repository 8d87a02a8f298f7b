using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Searches followed by mail, and the way out that their letters bear.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122040004_SearchAlerts")]
internal sealed class SearchAlerts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("LeaveAddress", "platform_mails", maxLength: 600, nullable: true);
        migrationBuilder.CreateTable("interop_alerts", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Search = t.Column<string>(maxLength: 2000, nullable: false),
            Email = t.Column<string>(maxLength: 254, nullable: false),
            PersonId = t.Column<Guid>(nullable: true),
            Rhythm = t.Column<string>(maxLength: 20, nullable: false),
            AskedAt = t.Column<long>(nullable: false),
            ConfirmedAt = t.Column<long>(nullable: true),
            NextAt = t.Column<long>(nullable: true),
            ToldUntil = t.Column<long>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_interop_alerts", x => x.Id));
        migrationBuilder.CreateIndex("IX_interop_alerts_NextAt", "interop_alerts", "NextAt");
        migrationBuilder.CreateIndex("IX_interop_alerts_Email", "interop_alerts", "Email");
    }
}
