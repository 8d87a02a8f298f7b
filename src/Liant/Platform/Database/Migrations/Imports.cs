using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Files in the database, imports with their rows, sources that are files, likely duplicates.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000001_Imports")]
internal sealed class Imports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable("platform_files", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Name = t.Column<string>(maxLength: 200, nullable: false),
            Length = t.Column<long>(nullable: false),
            Checksum = t.Column<string>(maxLength: 64, nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_platform_files", x => x.Id));

        m.CreateTable("platform_file_pieces", t => new
        {
            FileId = t.Column<Guid>(nullable: false),
            Rank = t.Column<int>(nullable: false),
            Bytes = t.Column<byte[]>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_platform_file_pieces", x => new { x.FileId, x.Rank });
            t.ForeignKey("FK_platform_file_pieces_platform_files_FileId", x => x.FileId, "platform_files", "Id", onDelete: ReferentialAction.Cascade);
        });

        m.CreateTable("catalogue_file_sources", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Origin = t.Column<string>(maxLength: 80, nullable: false),
            Title = t.Column<string>(maxLength: 300, nullable: false),
            Publisher = t.Column<string>(maxLength: 200, nullable: true),
            PublishedOn = t.Column<string>(maxLength: 10, nullable: true),
            Url = t.Column<string>(maxLength: 500, nullable: true),
            Licence = t.Column<string>(maxLength: 40, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_catalogue_file_sources", x => x.Id));
        m.CreateIndex("IX_catalogue_file_sources_Origin", "catalogue_file_sources", "Origin", unique: true);

        m.AddColumn<string>("Address", "catalogue_sheets", maxLength: 300, nullable: true);
        m.AddColumn<string>("Siret", "catalogue_sheets", maxLength: 14, nullable: true);
        m.AddColumn<string>("Particulars", "catalogue_sheets", nullable: false, defaultValueSql: "'[]'");
        m.AddColumn<long>("RowFingerprint", "catalogue_sheets", nullable: true);
        m.AddColumn<long>("Likeness", "catalogue_sheets", nullable: false, defaultValueSql: "0");
        // No foreign key: it would be checked for each of a million rows that all name the same source. "./run check" looks.
        m.AddColumn<Guid>("FileSourceId", "catalogue_sheets", nullable: true);
        // What it found is found through the likeness, which begins with the place.
        m.DropIndex("IX_catalogue_sheets_CommuneCode", "catalogue_sheets");
        m.CreateIndex("IX_catalogue_sheets_Likeness", "catalogue_sheets", "Likeness");

        m.CreateTable("catalogue_imports", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            FileName = t.Column<string>(maxLength: 200, nullable: false),
            FileId = t.Column<Guid>(nullable: true),
            Checksum = t.Column<string>(maxLength: 64, nullable: false),
            Format = t.Column<string>(maxLength: 200, nullable: false),
            FileSourceId = t.Column<Guid>(nullable: true),
            Plan = t.Column<string>(nullable: false),
            State = t.Column<string>(maxLength: 20, nullable: false),
            Rows = t.Column<long>(nullable: false),
            Position = t.Column<long>(nullable: false),
            Added = t.Column<long>(nullable: false),
            Updated = t.Column<long>(nullable: false),
            Unchanged = t.Column<long>(nullable: false),
            Refused = t.Column<long>(nullable: false),
            Remarks = t.Column<long>(nullable: false),
            Absent = t.Column<long>(nullable: false),
            LikelyDuplicates = t.Column<long>(nullable: false),
            FirstChange = t.Column<long>(nullable: true),
            LastChange = t.Column<long>(nullable: true),
            Actor = t.Column<string>(maxLength: 80, nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
            StartedAt = t.Column<long>(nullable: true),
            EndedAt = t.Column<long>(nullable: true),
            LeaseEndsAt = t.Column<long>(nullable: true),
            IsAskedToStop = t.Column<bool>(nullable: false),
            Problem = t.Column<string>(nullable: true),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_imports", x => x.Id);
            t.ForeignKey("FK_catalogue_imports_catalogue_file_sources_FileSourceId", x => x.FileSourceId, "catalogue_file_sources", "Id", onDelete: ReferentialAction.Restrict);
        });
        m.CreateIndex("IX_catalogue_imports_State", "catalogue_imports", "State");
        m.CreateIndex("IX_catalogue_imports_CreatedAt", "catalogue_imports", "CreatedAt");

        m.CreateTable("catalogue_import_lines", t => new
        {
            ImportId = t.Column<Guid>(nullable: false),
            Rank = t.Column<long>(nullable: false),
            Line = t.Column<long>(nullable: false),
            IsRefused = t.Column<bool>(nullable: false),
            Reason = t.Column<string>(nullable: false),
            Cells = t.Column<string>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_import_lines", x => new { x.ImportId, x.Rank, x.IsRefused });
            t.ForeignKey("FK_catalogue_import_lines_catalogue_imports_ImportId", x => x.ImportId, "catalogue_imports", "Id", onDelete: ReferentialAction.Cascade);
        });

        m.CreateTable("catalogue_remembered_plans", t => new
        {
            Heading = t.Column<string>(maxLength: 64, nullable: false),
            Plan = t.Column<string>(nullable: false),
            FileSourceId = t.Column<Guid>(nullable: false),
            UsedAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_remembered_plans", x => x.Heading);
            t.ForeignKey("FK_catalogue_remembered_plans_file_source", x => x.FileSourceId, "catalogue_file_sources", "Id", onDelete: ReferentialAction.Cascade);
        });

        m.CreateTable("catalogue_source_categories", t => new
        {
            Origin = t.Column<string>(maxLength: 80, nullable: false),
            Code = t.Column<string>(maxLength: 80, nullable: false),
            Label = t.Column<string>(maxLength: 200, nullable: false),
            Theme = t.Column<string>(maxLength: 40, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_catalogue_source_categories", x => new { x.Origin, x.Code }));

        m.CreateTable("catalogue_likely_twins", t => new
        {
            SheetId = t.Column<Guid>(nullable: false),
            OtherId = t.Column<Guid>(nullable: false),
            NoticedAt = t.Column<long>(nullable: false),
            ToldApartAt = t.Column<long>(nullable: true),
            ToldApartBy = t.Column<string>(maxLength: 80, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_likely_twins", x => new { x.SheetId, x.OtherId });
            t.ForeignKey("FK_catalogue_likely_twins_catalogue_sheets_SheetId", x => x.SheetId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_catalogue_likely_twins_catalogue_sheets_OtherId", x => x.OtherId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_catalogue_likely_twins_OtherId", "catalogue_likely_twins", "OtherId");

        m.CreateTable("catalogue_absorbed_sheets", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            IntoId = t.Column<Guid>(nullable: false),
            KindSlug = t.Column<string>(maxLength: 20, nullable: false),
            Slug = t.Column<string>(maxLength: 100, nullable: false),
            Origin = t.Column<string>(maxLength: 80, nullable: true),
            OriginKey = t.Column<string>(maxLength: 200, nullable: true),
            AbsorbedAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalogue_absorbed_sheets", x => x.Id);
            t.ForeignKey("FK_catalogue_absorbed_sheets_catalogue_sheets_IntoId", x => x.IntoId, "catalogue_sheets", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_catalogue_absorbed_sheets_KindSlug_Slug", "catalogue_absorbed_sheets", ["KindSlug", "Slug"]);
        m.CreateIndex("IX_catalogue_absorbed_sheets_Origin_KindSlug_OriginKey", "catalogue_absorbed_sheets", ["Origin", "KindSlug", "OriginKey"]);
        m.CreateIndex("IX_catalogue_absorbed_sheets_IntoId", "catalogue_absorbed_sheets", "IntoId");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Liant goes back by restoring a backup, not by undoing a migration.");
}
