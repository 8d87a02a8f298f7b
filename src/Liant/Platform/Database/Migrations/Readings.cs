using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Documents that were sent to be read, and the drafts of sheets that they suggest.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122020201_Readings")]
internal sealed class Readings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable("ingestion_batches", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Name = t.Column<string>(maxLength: 200, nullable: false),
            Actor = t.Column<string>(maxLength: 80, nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
            IsStopped = t.Column<bool>(nullable: false),
            Decisions = t.Column<int>(nullable: false),
            SecondsSpent = t.Column<long>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_ingestion_batches", x => x.Id));
        m.CreateIndex("IX_ingestion_batches_CreatedAt", "ingestion_batches", "CreatedAt");

        m.CreateTable("ingestion_documents", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            BatchId = t.Column<Guid>(nullable: false),
            Rank = t.Column<int>(nullable: false),
            Name = t.Column<string>(maxLength: 400, nullable: false),
            FileId = t.Column<Guid>(nullable: true),
            Checksum = t.Column<string>(maxLength: 64, nullable: false),
            State = t.Column<string>(maxLength: 20, nullable: false),
            Problem = t.Column<string>(maxLength: 500, nullable: true),
            Format = t.Column<string>(maxLength: 80, nullable: true),
            Title = t.Column<string>(maxLength: 300, nullable: true),
            Date = t.Column<string>(maxLength: 10, nullable: true),
            Address = t.Column<string>(maxLength: 500, nullable: true),
            Text = t.Column<string>(nullable: true),
            AddedAt = t.Column<long>(nullable: false),
            ReadAt = t.Column<long>(nullable: true),
            LeaseEndsAt = t.Column<long>(nullable: true),
            Interruptions = t.Column<int>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ingestion_documents", x => x.Id);
            t.ForeignKey("FK_ingestion_documents_ingestion_batches_BatchId", x => x.BatchId, "ingestion_batches", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_ingestion_documents_Checksum", "ingestion_documents", "Checksum", unique: true);
        m.CreateIndex("IX_ingestion_documents_BatchId_Rank", "ingestion_documents", ["BatchId", "Rank"]);
        m.CreateIndex("IX_ingestion_documents_State", "ingestion_documents", "State");

        m.CreateTable("ingestion_drafts", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            BatchId = t.Column<Guid>(nullable: false),
            DocumentId = t.Column<Guid>(nullable: false),
            Position = t.Column<long>(nullable: false),
            SheetKind = t.Column<string>(maxLength: 20, nullable: false),
            Name = t.Column<string>(maxLength: 200, nullable: false),
            NameKey = t.Column<string>(maxLength: 200, nullable: false),
            Said = t.Column<string>(nullable: false),
            State = t.Column<string>(maxLength: 20, nullable: false),
            SheetId = t.Column<Guid>(nullable: true),
            SheetVersion = t.Column<int>(nullable: true),
            SheetBefore = t.Column<string>(nullable: true),
            Corrected = t.Column<string>(nullable: false),
            Contradictions = t.Column<string>(nullable: false),
            HasContradictions = t.Column<bool>(nullable: false),
            DecidedBy = t.Column<Guid>(nullable: true),
            DecidedAt = t.Column<long>(nullable: true),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ingestion_drafts", x => x.Id);
            t.ForeignKey("FK_ingestion_drafts_ingestion_documents_DocumentId", x => x.DocumentId, "ingestion_documents", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_ingestion_drafts_BatchId_Position", "ingestion_drafts", ["BatchId", "Position"]);
        m.CreateIndex("IX_ingestion_drafts_NameKey", "ingestion_drafts", "NameKey");
    }
}
