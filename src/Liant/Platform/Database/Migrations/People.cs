using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Platform.Database.Migrations;

/// <summary>People, how they sign in, their spaces; letters to send.</summary>
[DbContext(typeof(LiantDb))]
[Migration("20261122000004_People")]
internal sealed class People : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable("platform_mails", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Channel = t.Column<string>(maxLength: 20, nullable: false),
            Recipient = t.Column<string>(maxLength: 254, nullable: false),
            Subject = t.Column<string>(maxLength: 200, nullable: false),
            Text = t.Column<string>(nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
            NextTryAt = t.Column<long>(nullable: true),
            Tries = t.Column<int>(nullable: false),
            SentAt = t.Column<long>(nullable: true),
            LastError = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_platform_mails", x => x.Id));
        m.CreateIndex("IX_platform_mails_NextTryAt", "platform_mails", "NextTryAt");

        m.CreateTable("accounts_people", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Name = t.Column<string>(maxLength: 80, nullable: false),
            CreatedAt = t.Column<long>(nullable: false),
            IsAdministrator = t.Column<bool>(nullable: false),
            UserName = t.Column<string>(maxLength: 254, nullable: true),
            NormalizedUserName = t.Column<string>(maxLength: 254, nullable: true),
            Email = t.Column<string>(maxLength: 254, nullable: true),
            NormalizedEmail = t.Column<string>(maxLength: 254, nullable: true),
            EmailConfirmed = t.Column<bool>(nullable: false),
            PasswordHash = t.Column<string>(maxLength: 200, nullable: true),
            SecurityStamp = t.Column<string>(maxLength: 64, nullable: true),
            ConcurrencyStamp = t.Column<string>(maxLength: 64, nullable: true),
            TwoFactorEnabled = t.Column<bool>(nullable: false),
            LockoutEnd = t.Column<long>(nullable: true),
            LockoutEnabled = t.Column<bool>(nullable: false),
            AccessFailedCount = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_accounts_people", x => x.Id));
        m.CreateIndex("IX_accounts_people_NormalizedEmail", "accounts_people", "NormalizedEmail", unique: true);
        m.CreateIndex("IX_accounts_people_NormalizedUserName", "accounts_people", "NormalizedUserName", unique: true);

        m.CreateTable("accounts_passkeys", t => new
        {
            CredentialId = t.Column<byte[]>(maxLength: 1024, nullable: false),
            UserId = t.Column<Guid>(nullable: false),
            Data = t.Column<string>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_passkeys", x => x.CredentialId);
            t.ForeignKey("FK_accounts_passkeys_accounts_people_UserId", x => x.UserId, "accounts_people", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_accounts_passkeys_UserId", "accounts_passkeys", "UserId");

        m.CreateTable("accounts_tokens", t => new
        {
            UserId = t.Column<Guid>(nullable: false),
            LoginProvider = t.Column<string>(maxLength: 128, nullable: false),
            Name = t.Column<string>(maxLength: 128, nullable: false),
            Value = t.Column<string>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_tokens", x => new { x.UserId, x.LoginProvider, x.Name });
            t.ForeignKey("FK_accounts_tokens_accounts_people_UserId", x => x.UserId, "accounts_people", "Id", onDelete: ReferentialAction.Cascade);
        });

        m.CreateTable("accounts_foreign_logins", t => new
        {
            LoginProvider = t.Column<string>(maxLength: 128, nullable: false),
            ProviderKey = t.Column<string>(maxLength: 200, nullable: false),
            ProviderDisplayName = t.Column<string>(maxLength: 128, nullable: true),
            UserId = t.Column<Guid>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_foreign_logins", x => new { x.LoginProvider, x.ProviderKey });
            t.ForeignKey("FK_accounts_foreign_logins_accounts_people_UserId", x => x.UserId, "accounts_people", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_accounts_foreign_logins_UserId", "accounts_foreign_logins", "UserId");

        m.CreateTable("accounts_sessions", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            PersonId = t.Column<Guid>(nullable: false),
            Device = t.Column<string>(maxLength: 80, nullable: false),
            OpenedAt = t.Column<long>(nullable: false),
            SeenAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_sessions", x => x.Id);
            t.ForeignKey("FK_accounts_sessions_accounts_people_PersonId", x => x.PersonId, "accounts_people", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_accounts_sessions_PersonId", "accounts_sessions", "PersonId");

        m.DropTable("accounts_operator_links");
        m.CreateTable("accounts_one_time_links", t => new
        {
            TokenHash = t.Column<string>(maxLength: 64, nullable: false),
            Purpose = t.Column<string>(maxLength: 20, nullable: false),
            Subject = t.Column<Guid>(nullable: true),
            CreatedAt = t.Column<long>(nullable: false),
            ExpiresAt = t.Column<long>(nullable: false),
            UsedAt = t.Column<long>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_accounts_one_time_links", x => x.TokenHash));

        m.CreateTable("accounts_spaces", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            Slug = t.Column<string>(maxLength: 80, nullable: false),
            Kind = t.Column<string>(maxLength: 20, nullable: false),
            Name = t.Column<string>(maxLength: 120, nullable: false),
            Description = t.Column<string>(maxLength: 2000, nullable: false),
            TerritoryCode = t.Column<string>(maxLength: 12, nullable: true),
            Website = t.Column<string>(maxLength: 300, nullable: true),
            Email = t.Column<string>(maxLength: 300, nullable: true),
            MailDomain = t.Column<string>(maxLength: 100, nullable: true),
            OpenedAt = t.Column<long>(nullable: false),
            Version = t.Column<int>(nullable: false),
        }, constraints: t => t.PrimaryKey("PK_accounts_spaces", x => x.Id));
        m.CreateIndex("IX_accounts_spaces_Slug", "accounts_spaces", "Slug", unique: true);

        m.CreateTable("accounts_memberships", t => new
        {
            SpaceId = t.Column<Guid>(nullable: false),
            PersonId = t.Column<Guid>(nullable: false),
            Role = t.Column<string>(maxLength: 20, nullable: false),
            Since = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_memberships", x => new { x.SpaceId, x.PersonId });
            t.ForeignKey("FK_accounts_memberships_accounts_spaces_SpaceId", x => x.SpaceId, "accounts_spaces", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_accounts_memberships_accounts_people_PersonId", x => x.PersonId, "accounts_people", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_accounts_memberships_PersonId", "accounts_memberships", "PersonId");

        m.CreateTable("accounts_invitations", t => new
        {
            Id = t.Column<Guid>(nullable: false),
            SpaceId = t.Column<Guid>(nullable: false),
            Email = t.Column<string>(maxLength: 254, nullable: false),
            Role = t.Column<string>(maxLength: 20, nullable: false),
            InvitedBy = t.Column<Guid>(nullable: false),
            SentAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_invitations", x => x.Id);
            t.ForeignKey("FK_accounts_invitations_accounts_spaces_SpaceId", x => x.SpaceId, "accounts_spaces", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_accounts_invitations_SpaceId_Email", "accounts_invitations", ["SpaceId", "Email"], unique: true);

        m.CreateTable("accounts_join_requests", t => new
        {
            SpaceId = t.Column<Guid>(nullable: false),
            PersonId = t.Column<Guid>(nullable: false),
            Message = t.Column<string>(maxLength: 500, nullable: false),
            AskedAt = t.Column<long>(nullable: false),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_join_requests", x => new { x.SpaceId, x.PersonId });
            t.ForeignKey("FK_accounts_join_requests_accounts_spaces_SpaceId", x => x.SpaceId, "accounts_spaces", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_accounts_join_requests_accounts_people_PersonId", x => x.PersonId, "accounts_people", "Id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_accounts_join_requests_PersonId", "accounts_join_requests", "PersonId");
    }
}
