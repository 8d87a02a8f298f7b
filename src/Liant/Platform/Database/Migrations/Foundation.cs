using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Liant.Platform.Database.Migrations;

/// <summary>One history for both engines. Column types come from the CLR types; SchemaMatchesTheModel compares the result with the model.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261121000001_Foundation")]
internal sealed class Foundation : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        var onPostgreSql = m.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL";

        m.CreateTable("platform_changes", t => new
        {
            Sequence = Numbered(t),
            Kind = t.Column<string>(maxLength: 40, nullable: false),
            ChangedId = t.Column<string>(maxLength: 80, nullable: false),
        }, constraints: t => t.PrimaryKey("PK_platform_changes", x => x.Sequence));

        m.CreateTable("platform_audit", t => new
        {
            Id = Numbered(t),
            At = t.Column<long>(nullable: false),
            Actor = t.Column<string>(maxLength: 80, nullable: false),
            Act = t.Column<string>(maxLength: 80, nullable: false),
            Subject = t.Column<string>(maxLength: 200, nullable: false),
            Detail = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_platform_audit", x => x.Id));
        m.CreateIndex("IX_platform_audit_Subject", "platform_audit", "Subject");

        m.CreateTable("platform_protection_keys", t => new
        {
            Id = Numbered(t),
            Name = t.Column<string>(maxLength: 200, nullable: false),
            Xml = t.Column<string>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_platform_protection_keys", x => x.Id));

        m.CreateTable("accounts_operator_links", t => new
        {
            TokenHash = t.Column<string>(maxLength: 64, nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
            UsedAt = t.Column<long>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_accounts_operator_links", x => x.TokenHash));

        m.CreateTable("territories_points", t => new
        {
            Code = t.Column<string>(maxLength: 5, nullable: false),
            Lat = t.Column<double>(nullable: false),
            Lon = t.Column<double>(nullable: false),
            Source = t.Column<string>(maxLength: 300, nullable: false),
        }, constraints: t => t.PrimaryKey("PK_territories_points", x => x.Code));

        m.CreateTable("territories_programme_memberships", t => new
        {
            Id = Numbered(t),
            Programme = t.Column<string>(maxLength: 80, nullable: false),
            CommuneCode = t.Column<string>(maxLength: 5, nullable: false),
            SignedOn = t.Column<DateOnly>(nullable: true),
            Source = t.Column<string>(maxLength: 300, nullable: false),
            SourceOn = t.Column<DateOnly>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_territories_programme_memberships", x => x.Id));
        m.CreateIndex("IX_territories_programme_memberships_Programme_CommuneCode", "territories_programme_memberships", ["Programme", "CommuneCode"], unique: true);

        m.CreateTable("catalogue_sheets", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            KindSlug = t.Column<string>(maxLength: 20, nullable: false),
            Slug = t.Column<string>(maxLength: 100, nullable: false),
            Title = t.Column<string>(maxLength: 200, nullable: false),
            Acronym = t.Column<string>(nullable: true),
            Aliases = t.Column<string>(nullable: false),
            Summary = t.Column<string>(nullable: false),
            Body = t.Column<string>(nullable: true),
            Themes = t.Column<string>(nullable: false),
            Keywords = t.Column<string>(nullable: false),
            Cooperation = t.Column<string>(nullable: false),
            Levers = t.Column<string>(nullable: false),
            CommuneCode = t.Column<string>(maxLength: 5, nullable: true),
            AreaCode = t.Column<string>(maxLength: 12, nullable: true),
            AreaLabel = t.Column<string>(nullable: true),
            Lat = t.Column<double>(nullable: true),
            Lon = t.Column<double>(nullable: true),
            LocationPrecision = t.Column<string>(maxLength: 20, nullable: true),
            Sources = t.Column<string>(nullable: false),
            Figures = t.Column<string>(nullable: false),
            Links = t.Column<string>(nullable: false),
            SeriesName = t.Column<string>(nullable: true),
            SeriesNumber = t.Column<int>(nullable: true),
            IsPrivate = t.Column<bool>(nullable: false),
            Origin = t.Column<string>(maxLength: 80, nullable: true),
            OriginKey = t.Column<string>(maxLength: 200, nullable: true),
            CreatedAt = t.Column<long>(nullable: false),
            UpdatedAt = t.Column<long>(nullable: false),
            IsEditedByHand = t.Column<bool>(nullable: false),
            Version = t.Column<int>(nullable: false),
            LegalForm = t.Column<string>(maxLength: 40, nullable: true),
            Statuses = t.Column<string>(nullable: true),
            StartedIn = t.Column<int>(nullable: true),
            EndedIn = t.Column<int>(nullable: true),
            Context = t.Column<string>(nullable: true),
            Activities = t.Column<string>(nullable: true),
            Outcome = t.Column<string>(nullable: true),
            Plans = t.Column<string>(nullable: true),
            Stage = t.Column<string>(maxLength: 20, nullable: true),
            Funding = t.Column<string>(nullable: true),
            ResourceType = t.Column<string>(maxLength: 40, nullable: true),
            Category = t.Column<string>(nullable: true),
            Publishers = t.Column<string>(nullable: true),
            PublishedOn = t.Column<string>(maxLength: 10, nullable: true),
            Pages = t.Column<int>(nullable: true),
            Url = t.Column<string>(nullable: true),
            StartsOn = t.Column<string>(maxLength: 10, nullable: true),
            EndsOn = t.Column<string>(maxLength: 10, nullable: true),
            Organisers = t.Column<string>(nullable: true),
            Venue = t.Column<string>(nullable: true),
            Operator = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_catalogue_sheets", x => x.Id));
        m.CreateIndex("IX_catalogue_sheets_KindSlug_Slug", "catalogue_sheets", ["KindSlug", "Slug"], unique: true);
        m.CreateIndex("IX_catalogue_sheets_Origin_KindSlug_OriginKey", "catalogue_sheets", ["Origin", "KindSlug", "OriginKey"], unique: true);
        m.CreateIndex("IX_catalogue_sheets_CommuneCode", "catalogue_sheets", "CommuneCode");

        m.CreateTable("catalogue_relations", t => new
        {
            FromId = t.Column<Guid>(nullable: false),
            Kind = t.Column<string>(maxLength: 20, nullable: false),
            ToId = t.Column<Guid>(nullable: false),
            Source = t.Column<string>(maxLength: 120, nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_relations", x => new { x.FromId, x.Kind, x.ToId });
            t.ForeignKey("FK_catalogue_relations_catalogue_sheets_FromId", x => x.FromId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_catalogue_relations_catalogue_sheets_ToId", x => x.ToId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_catalogue_relations_ToId", "catalogue_relations", "ToId");

        OperationBuilder<AddColumnOperation>
            Numbered(ColumnsBuilder table)
        {
            var column = table.Column<long>(nullable: false);
            return onPostgreSql
                ? column.Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
                : column.Annotation("Sqlite:Autoincrement", true);
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Liant goes back by restoring a backup, not by undoing a migration.");
}
