using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>Working groups, exchanges between peers and advice pathways.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122080001_Groups")]
internal sealed class Groups : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        People(migrationBuilder);
        Work(migrationBuilder);
        Pathways(migrationBuilder);
    }

    private static void People(MigrationBuilder m)
    {
        m.CreateTable("groups_groups", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
            Kind = t.Column<string>(maxLength: 20, nullable: false),
            PartnerId = t.Column<Guid>(nullable: true),
            Name = t.Column<string>(maxLength: 120, nullable: false),
            Purpose = t.Column<string>(maxLength: 2000, nullable: false),
            IsOpen = t.Column<bool>(nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
            ClosedAt = t.Column<long>(nullable: true),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_groups_groups", x => x.Id));
        m.CreateIndex("IX_groups_groups_SpaceId", "groups_groups", "SpaceId");
        m.CreateIndex("IX_groups_groups_PartnerId", "groups_groups", "PartnerId");

        m.CreateTable("groups_members", t => new
        {
            GroupId = t.Column<Guid>(nullable: false),
            PersonId = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
            IsFacilitator = t.Column<bool>(nullable: false),
            GetsLetters = t.Column<bool>(nullable: false),
            Since = t.Column<long>(nullable: false),
            ToldUntil = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_members", x => new { x.GroupId, x.PersonId });
            t.ForeignKey("FK_groups_members_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_members_PersonId", "groups_members", "PersonId");
    }

    private static void Work(MigrationBuilder m)
    {
        m.CreateTable("groups_discussions", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            GroupId = t.Column<Guid>(nullable: false),
            Title = t.Column<string>(maxLength: 160, nullable: false),
            StartedAt = t.Column<long>(nullable: false),
            LastAt = t.Column<long>(nullable: false),
            ClosedAt = t.Column<long>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_discussions", x => x.Id);
            t.ForeignKey("FK_groups_discussions_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_discussions_GroupId_LastAt", "groups_discussions", ["GroupId", "LastAt"]);

        m.CreateTable("groups_messages", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            DiscussionId = t.Column<Guid>(nullable: false),
            AuthorId = t.Column<Guid>(nullable: true),
            Text = t.Column<string>(maxLength: 10_000, nullable: false),
            SentAt = t.Column<long>(nullable: false),
            CorrectedAt = t.Column<long>(nullable: true),
            WithdrawnAt = t.Column<long>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_messages", x => x.Id);
            t.ForeignKey("FK_groups_messages_groups_discussions_DiscussionId", x => x.DiscussionId, "groups_discussions", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_messages_DiscussionId_SentAt", "groups_messages", ["DiscussionId", "SentAt"]);
        m.CreateIndex("IX_groups_messages_AuthorId", "groups_messages", "AuthorId");

        m.CreateTable("groups_meetings", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            GroupId = t.Column<Guid>(nullable: false),
            Title = t.Column<string>(maxLength: 160, nullable: false),
            StartsAt = t.Column<long>(nullable: false),
            EndsAt = t.Column<long>(nullable: true),
            Place = t.Column<string>(maxLength: 300, nullable: false),
            Agenda = t.Column<string>(maxLength: 5000, nullable: false),
            Minutes = t.Column<string>(maxLength: 40_000, nullable: false),
            MinutesAt = t.Column<long>(nullable: true),
            CancelledAt = t.Column<long>(nullable: true),
            ToldAt = t.Column<long>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_meetings", x => x.Id);
            t.ForeignKey("FK_groups_meetings_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_meetings_GroupId_StartsAt", "groups_meetings", ["GroupId", "StartsAt"]);

        m.CreateTable("groups_attendances", t => new
        {
            MeetingId = t.Column<Guid>(nullable: false),
            PersonId = t.Column<Guid>(nullable: false),
            Coming = t.Column<string>(maxLength: 20, nullable: false),
            AnsweredAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_attendances", x => new { x.MeetingId, x.PersonId });
            t.ForeignKey("FK_groups_attendances_groups_meetings_MeetingId", x => x.MeetingId, "groups_meetings", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_attendances_PersonId", "groups_attendances", "PersonId");

        m.CreateTable("groups_papers", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            GroupId = t.Column<Guid>(nullable: false),
            MeetingId = t.Column<Guid>(nullable: true),
            FileId = t.Column<Guid>(nullable: false),
            Name = t.Column<string>(maxLength: 200, nullable: false),
            Type = t.Column<string>(maxLength: 100, nullable: false),
            Length = t.Column<long>(nullable: false),
            AddedById = t.Column<Guid>(nullable: true),
            AddedAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_papers", x => x.Id);
            t.ForeignKey("FK_groups_papers_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_groups_papers_platform_files_FileId", x => x.FileId, "platform_files", "Id", onDelete: ReferentialAction.Restrict);
        });
        m.CreateIndex("IX_groups_papers_GroupId_AddedAt", "groups_papers", ["GroupId", "AddedAt"]);
        m.CreateIndex("IX_groups_papers_AddedById", "groups_papers", "AddedById");
    }

    private static void Pathways(MigrationBuilder m)
    {
        m.CreateTable("groups_pathways", t => new
        {
            GroupId = t.Column<Guid>(nullable: false),
            Stage = t.Column<string>(maxLength: 20, nullable: false),
            Situation = t.Column<string>(maxLength: 5000, nullable: false),
            Strengths = t.Column<string>(maxLength: 5000, nullable: false),
            Difficulties = t.Column<string>(maxLength: 5000, nullable: false),
            Priorities = t.Column<string>(maxLength: 5000, nullable: false),
            AdviserAgreedAt = t.Column<long>(nullable: true),
            PartnerAgreedAt = t.Column<long>(nullable: true),
            DiagnosedAt = t.Column<long>(nullable: true),
            PlannedAt = t.Column<long>(nullable: true),
            Outcome = t.Column<string>(maxLength: 5000, nullable: false),
            PartnerWord = t.Column<string>(maxLength: 5000, nullable: false),
            EndedAt = t.Column<long>(nullable: true),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_pathways", x => x.GroupId);
            t.ForeignKey("FK_groups_pathways_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
        });

        m.CreateTable("groups_steps", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            GroupId = t.Column<Guid>(nullable: false),
            Rank = t.Column<int>(nullable: false),
            Title = t.Column<string>(maxLength: 200, nullable: false),
            Detail = t.Column<string>(maxLength: 2000, nullable: false),
            Doer = t.Column<string>(maxLength: 20, nullable: false),
            DueOn = t.Column<DateOnly>(nullable: true),
            Link = t.Column<string>(maxLength: 500, nullable: true),
            State = t.Column<string>(maxLength: 20, nullable: false),
            DoneAt = t.Column<long>(nullable: true),
            Version = t.Column<int>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_steps", x => x.Id);
            t.ForeignKey("FK_groups_steps_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_steps_GroupId_Rank", "groups_steps", ["GroupId", "Rank"]);

        m.CreateTable("groups_follow_ups", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            GroupId = t.Column<Guid>(nullable: false),
            AuthorId = t.Column<Guid>(nullable: true),
            HappenedOn = t.Column<DateOnly>(nullable: false),
            Text = t.Column<string>(maxLength: 3000, nullable: false),
            WrittenAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_groups_follow_ups", x => x.Id);
            t.ForeignKey("FK_groups_follow_ups_groups_groups_GroupId", x => x.GroupId, "groups_groups", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_groups_follow_ups_GroupId_HappenedOn", "groups_follow_ups", ["GroupId", "HappenedOn"]);
        m.CreateIndex("IX_groups_follow_ups_AuthorId", "groups_follow_ups", "AuthorId");
    }
}
