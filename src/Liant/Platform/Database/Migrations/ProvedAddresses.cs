using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Which links prove an address, and whose addresses were proved. Until now every account said that its address was, even one made by a link read on a screen: it stays so only for whoever, by the audit, once signed in by a letter or through
/// the identity provider. The others ask to join a space until they do.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122090001_ProvedAddresses")]
internal sealed class ProvedAddresses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("ProvesAddress", "accounts_one_time_links", nullable: false, defaultValue: false);
        migrationBuilder.Sql("""
            UPDATE "accounts_people" SET "EmailConfirmed" =
                EXISTS (SELECT 1 FROM "platform_audit" AS entry WHERE entry."Act" = 'signed-in' AND entry."Detail" IN ('link', 'provider') AND entry."Actor" = lower(replace(CAST("accounts_people"."Id" AS text), '-', '')))
                OR EXISTS (SELECT 1 FROM "accounts_foreign_logins" AS login WHERE login."UserId" = "accounts_people"."Id")
            """);
    }
}
