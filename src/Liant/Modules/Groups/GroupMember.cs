using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups;

/// <summary>A person in a group, through a space: when she is no longer of that space, she no longer reads the group.</summary>
public sealed class GroupMember
{
    private GroupMember(Guid groupId, Guid personId, Guid spaceId, bool isFacilitator, DateTimeOffset since) =>
        (GroupId, PersonId, SpaceId, IsFacilitator, Since, ToldUntil) = (groupId, personId, spaceId, isFacilitator, since, since);

    public Guid GroupId { get; private set; }

    public Guid PersonId { get; private set; }

    public Guid SpaceId { get; private set; }

    /// <summary>Changes the group, its people and its meetings; of a pathway, she is an adviser.</summary>
    public bool IsFacilitator { get; private set; }

    /// <summary>A letter in the morning, when there is news.</summary>
    public bool GetsLetters { get; private set; } = true;

    public DateTimeOffset Since { get; private set; }

    /// <summary>What is later is news to her.</summary>
    public DateTimeOffset ToldUntil { get; private set; }

    public static GroupMember Join(Group group, Guid person, Guid through, DateTimeOffset now, bool isFacilitator = false) => new(group.Id, person, through, isFacilitator, now);

    /// <summary>Brought in anew, through that space, by whoever finds her place void or free.</summary>
    public void ComeBack(Guid through, DateTimeOffset now) => (SpaceId, IsFacilitator, GetsLetters, Since, ToldUntil) = (through, false, true, now, now);

    public void Facilitate(bool does) => IsFacilitator = does;

    /// <summary>Wanted again, letters tell of what comes from now on.</summary>
    public void Want(bool letters, DateTimeOffset now) => (GetsLetters, ToldUntil) = (letters, letters && !GetsLetters ? now : ToldUntil);
}

internal sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.ToTable("groups_members").HasKey(member => new { member.GroupId, member.PersonId });
        builder.HasOne<Group>().WithMany().HasForeignKey(member => member.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(member => member.PersonId);
    }
}
