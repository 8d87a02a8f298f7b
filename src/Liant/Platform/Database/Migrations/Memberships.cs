using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Members of networks, and how each network takes them.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122030001_Memberships")]
internal sealed class Memberships : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable("memberships_terms", t => new
        {
            SpaceId = t.Column<Guid>(nullable: false),
            TakesRequests = t.Column<bool>(nullable: false),
            Payee = t.Column<string>(maxLength: 1000, nullable: false),
            DueDays = t.Column<int>(nullable: false),
            ReminderDays = t.Column<int>(nullable: false),
            MostReminders = t.Column<int>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_memberships_terms", x => x.SpaceId));

        m.CreateTable("memberships_affiliates", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
            State = t.Column<string>(maxLength: 20, nullable: false),
            Kind = t.Column<string>(maxLength: 20, nullable: false),
            Name = t.Column<string>(maxLength: 160, nullable: false),
            TerritoryCode = t.Column<string>(maxLength: 12, nullable: true),
            StatedPopulation = t.Column<int>(nullable: true),
            ContactName = t.Column<string>(maxLength: 80, nullable: true),
            ContactRole = t.Column<string>(maxLength: 80, nullable: true),
            ContactEmail = t.Column<string>(maxLength: 254, nullable: true),
            Message = t.Column<string>(maxLength: 1000, nullable: true),
            AskedAt = t.Column<long>(nullable: true),
            Years = t.Column<string>(nullable: false),
            Identity = t.Column<string>(maxLength: 200, nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_memberships_affiliates", x => x.Id));
        m.CreateIndex("IX_memberships_affiliates_SpaceId_Identity", "memberships_affiliates", ["SpaceId", "Identity"], unique: true);
        m.CreateIndex("IX_memberships_affiliates_ContactEmail", "memberships_affiliates", "ContactEmail");
    }
}
