using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Pathways;

/// <summary>A line of the log of a pathway: a call, a visit, a decision. Only ever added to.</summary>
public sealed class FollowUp
{
    public const int LongestText = 3000;

    private FollowUp(Guid id, Guid groupId, Guid? authorId, DateOnly happenedOn, string text, DateTimeOffset writtenAt) => (Id, GroupId, AuthorId, HappenedOn, Text, WrittenAt) = (id, groupId, authorId, happenedOn, text, writtenAt);

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    /// <summary>Null once her account is erased.</summary>
    public Guid? AuthorId { get; private set; }

    public DateOnly HappenedOn { get; private set; }

    public string Text { get; private set; }

    public DateTimeOffset WrittenAt { get; private set; }

    public static FollowUp Note(Guid id, Group group, Guid author, DateOnly on, string text, DateTimeOffset now) => new(id, group.Id, author, on, text, now);
}

internal sealed class FollowUpMapping : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> builder)
    {
        builder.ToTable("groups_follow_ups").HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Text).HasMaxLength(FollowUp.LongestText);
        builder.HasOne<Group>().WithMany().HasForeignKey(one => one.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(one => new { one.GroupId, one.HappenedOn });
        builder.HasIndex(one => one.AuthorId);
    }
}
