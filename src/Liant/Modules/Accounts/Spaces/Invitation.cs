using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>
/// Somebody asked by mail to join a space. The line goes with its answer.
/// <code>
///   (sent) --accept--> a Membership
///      +-----withdraw--> nothing
/// </code>
/// </summary>
public sealed class Invitation
{
    private Invitation(Guid id, Guid spaceId, string email, SpaceRole role, Guid invitedBy, DateTimeOffset sentAt) =>
        (Id, SpaceId, Email, Role, InvitedBy, SentAt) = (id, spaceId, email, role, invitedBy, sentAt);

    public Guid Id { get; private set; }

    public Guid SpaceId { get; private set; }

    public string Email { get; private set; }

    public SpaceRole Role { get; private set; }

    public Guid InvitedBy { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    public static Invitation Send(Guid space, string email, SpaceRole role, Guid by, DateTimeOffset now) => new(Guid.CreateVersion7(now), space, email, role, by, now);
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("accounts_invitations").HasKey(invitation => invitation.Id);
        builder.Property(invitation => invitation.Email).HasMaxLength(Person.LongestEmail);
        builder.Property(invitation => invitation.Role).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(invitation => new { invitation.SpaceId, invitation.Email }).IsUnique();
        builder.HasOne<Space>().WithMany().HasForeignKey(invitation => invitation.SpaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
