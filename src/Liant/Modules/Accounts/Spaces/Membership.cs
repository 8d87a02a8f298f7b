using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>A person in a space, with one role. A person has several.</summary>
public sealed class Membership
{
    private Membership(Guid spaceId, Guid personId, SpaceRole role, DateTimeOffset since) => (SpaceId, PersonId, Role, Since) = (spaceId, personId, role, since);

    public Guid SpaceId { get; private set; }

    public Guid PersonId { get; private set; }

    public SpaceRole Role { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public static Membership Join(Guid space, Guid person, SpaceRole role, DateTimeOffset now) => new(space, person, role, now);

    public void Become(SpaceRole role) => Role = role;
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("accounts_memberships").HasKey(membership => new { membership.SpaceId, membership.PersonId });
        builder.Property(membership => membership.Role).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(membership => membership.PersonId);
        builder.HasOne<Space>().WithMany().HasForeignKey(membership => membership.SpaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(membership => membership.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
