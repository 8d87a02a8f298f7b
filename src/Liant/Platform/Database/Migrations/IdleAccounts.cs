using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>When a person came last, and when she was told that her account will be erased.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122070001_IdleAccounts")]
internal sealed class IdleAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("SeenAt", "accounts_people", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("WarnedAt", "accounts_people", nullable: true);
        migrationBuilder.Sql("""UPDATE "accounts_people" SET "SeenAt" = COALESCE((SELECT MAX(one."SeenAt") FROM "accounts_sessions" AS one WHERE one."PersonId" = "accounts_people"."Id"), "CreatedAt")""");
        migrationBuilder.CreateIndex("IX_accounts_people_SeenAt", "accounts_people", "SeenAt");
    }
}
