using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>When a member left its network: its contact is kept three years more.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122030003_MembershipEnds")]
internal sealed class MembershipEnds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("LeftAt", "memberships_affiliates", nullable: true);
}
