using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>What networks ask of their members for a year, the calls, and the ledger of what was paid.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122030002_MembershipFees")]
internal sealed class MembershipFees : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable("memberships_fee_schedules", t => new
        {
            SpaceId = t.Column<Guid>(nullable: false),
            Year = t.Column<int>(nullable: false),
            Bands = t.Column<string>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_memberships_fee_schedules", x => new { x.SpaceId, x.Year }));

        m.CreateTable("memberships_fee_calls", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
            AffiliateId = t.Column<Guid>(nullable: false),
            Year = t.Column<int>(nullable: false),
            Number = t.Column<int>(nullable: false),
            Key = t.Column<string>(maxLength: 32, nullable: false),
            Name = t.Column<string>(maxLength: 160, nullable: false),
            Kind = t.Column<string>(maxLength: 20, nullable: false),
            Inhabitants = t.Column<int>(nullable: true),
            AmountCents = t.Column<long>(nullable: false),
            Payee = t.Column<string>(maxLength: 1000, nullable: false),
            IssuedOn = t.Column<DateOnly>(nullable: false),
            DueOn = t.Column<DateOnly>(nullable: false),
            Reminders = t.Column<int>(nullable: false),
            LastReminderOn = t.Column<DateOnly>(nullable: true),
            IsSilent = t.Column<bool>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_memberships_fee_calls", x => x.Id));
        m.CreateIndex("IX_memberships_fee_calls_Key", "memberships_fee_calls", "Key", unique: true);
        m.CreateIndex("IX_memberships_fee_calls_AffiliateId_Year", "memberships_fee_calls", ["AffiliateId", "Year"], unique: true);
        m.CreateIndex("IX_memberships_fee_calls_SpaceId_Year_Number", "memberships_fee_calls", ["SpaceId", "Year", "Number"], unique: true);

        m.CreateTable("memberships_fee_payments", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
            CallId = t.Column<Guid>(nullable: false),
            Rank = t.Column<int>(nullable: false),
            PaidOn = t.Column<DateOnly>(nullable: false),
            AmountCents = t.Column<long>(nullable: false),
            Means = t.Column<string>(maxLength: 20, nullable: false),
            Note = t.Column<string>(maxLength: 200, nullable: true),
            RecordedAt = t.Column<long>(nullable: false),
            ReversesId = t.Column<Guid>(nullable: true),
            ReceiptYear = t.Column<int>(nullable: true),
            ReceiptNumber = t.Column<int>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_memberships_fee_payments", x => x.Id);
            t.ForeignKey("FK_memberships_fee_payments_memberships_fee_calls_CallId", x => x.CallId, "memberships_fee_calls", "Id", onDelete: ReferentialAction.Restrict);
        });
        m.CreateIndex("IX_memberships_fee_payments_CallId_Rank", "memberships_fee_payments", ["CallId", "Rank"], unique: true);
        m.CreateIndex("IX_memberships_fee_payments_ReversesId", "memberships_fee_payments", "ReversesId", unique: true);
        m.CreateIndex("IX_memberships_fee_payments_SpaceId_ReceiptYear_ReceiptNumber", "memberships_fee_payments", ["SpaceId", "ReceiptYear", "ReceiptNumber"], unique: true);
    }
}
