using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Discussions;

/// <summary>
/// What somebody says in a discussion.
/// <code>
///   Say --> said --Correct--> said, "corrected" --Withdraw--> withdrawn (its place stays, its text goes)
/// </code>
/// </summary>
public sealed class Message
{
    public const int LongestText = 10_000;

    private Message(Guid id, Guid discussionId, Guid? authorId, string text, DateTimeOffset sentAt) => (Id, DiscussionId, AuthorId, Text, SentAt) = (id, discussionId, authorId, text, sentAt);

    public Guid Id { get; private set; }

    public Guid DiscussionId { get; private set; }

    /// <summary>Null once her account is erased.</summary>
    public Guid? AuthorId { get; private set; }

    public string Text { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset? CorrectedAt { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static Message Say(Guid id, Discussion discussion, Guid author, string text, DateTimeOffset now)
    {
        discussion.GoOn(now);
        return new Message(id, discussion.Id, author, text, now);
    }

    public void Correct(string text, DateTimeOffset now) => (Text, CorrectedAt) = (text, now);

    public void Withdraw(DateTimeOffset now) => (Text, WithdrawnAt) = ("", now);
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("groups_messages").HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Text).HasMaxLength(Message.LongestText);
        builder.HasOne<Discussion>().WithMany().HasForeignKey(one => one.DiscussionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(one => new { one.DiscussionId, one.SentAt });
        builder.HasIndex(one => one.AuthorId);
    }
}
