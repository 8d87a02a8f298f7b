using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>On PostgreSQL, each line of the change sequence says which transaction wrote it, since numbers are not handed out in the order of commits
/// (<see cref="Database.ChangeFeed"/>), and writing one wakes whoever listens.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000003_ChangeTransactions")]
internal sealed class ChangeTransactions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider != "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            return;
        }

        migrationBuilder.Sql($"""
            ALTER TABLE "platform_changes" ADD COLUMN "Transaction" xid8 NOT NULL DEFAULT pg_current_xact_id();
            CREATE INDEX "IX_platform_changes_Transaction" ON "platform_changes" ("Transaction");
            CREATE OR REPLACE FUNCTION platform_changes_bell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('{ChangeBell.Channel}', ''); RETURN NULL; END $$;
            CREATE TRIGGER "TR_platform_changes_bell" AFTER INSERT ON "platform_changes" FOR EACH STATEMENT EXECUTE FUNCTION platform_changes_bell();
            """);
    }
}
