using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>On PostgreSQL the lists of a sheet are empty by default, so that a COPY need not send them: SQLite cannot change a column, and has
/// such lists written once into its statement (docs/decisions/0016-bulk-rows.md).</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000007_EmptyLists")]
internal sealed class EmptyLists : Migration
{
    private static readonly string[] Lists = ["Aliases", "Themes", "Keywords", "Cooperation", "Levers", "Sources", "Figures", "Links"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            migrationBuilder.Sql($"ALTER TABLE \"catalogue_sheets\" {string.Join(", ", Lists.Select(list => $"ALTER COLUMN \"{list}\" SET DEFAULT '[]'"))}");
        }
    }
}
