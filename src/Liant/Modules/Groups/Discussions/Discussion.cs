using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Discussions;

/// <summary>A thread of a group: a question, and what is answered.</summary>
public sealed class Discussion
{
    public const int LongestTitle = 160;

    private Discussion(Guid id, Guid groupId, string title, DateTimeOffset startedAt) => (Id, GroupId, Title, StartedAt, LastAt) = (id, groupId, title, startedAt, startedAt);

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    public string Title { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Of the latest message: the liveliest come first.</summary>
    public DateTimeOffset LastAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsClosed => ClosedAt is not null;

    public static Discussion Start(Guid id, Group group, string title, DateTimeOffset now) => new(id, group.Id, title, now);

    public void GoOn(DateTimeOffset now) => LastAt = now;

    public void Close(DateTimeOffset now) => ClosedAt ??= now;

    public void Reopen() => ClosedAt = null;
}

internal sealed class DiscussionMapping : IEntityTypeConfiguration<Discussion>
{
    public void Configure(EntityTypeBuilder<Discussion> builder)
    {
        builder.ToTable("groups_discussions").HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Title).HasMaxLength(Discussion.LongestTitle);
        builder.HasOne<Group>().WithMany().HasForeignKey(one => one.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(one => new { one.GroupId, one.LastAt });
    }
}
