using Liant.Modules.Accounts.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>A person who asks to join a space, until its people answer.</summary>
public sealed class JoinRequest
{
    public const int LongestMessage = 500;

    private JoinRequest(Guid spaceId, Guid personId, string message, DateTimeOffset askedAt) => (SpaceId, PersonId, Message, AskedAt) = (spaceId, personId, message, askedAt);

    public Guid SpaceId { get; private set; }

    public Guid PersonId { get; private set; }

    public string Message { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public static JoinRequest Ask(Guid space, Guid person, string message, DateTimeOffset now) => new(space, person, message, now);
}

internal sealed class JoinRequestMapping : IEntityTypeConfiguration<JoinRequest>
{
    public void Configure(EntityTypeBuilder<JoinRequest> builder)
    {
        builder.ToTable("accounts_join_requests").HasKey(request => new { request.SpaceId, request.PersonId });
        builder.Property(request => request.Message).HasMaxLength(JoinRequest.LongestMessage);
        builder.HasIndex(request => request.PersonId);
        builder.HasOne<Space>().WithMany().HasForeignKey(request => request.SpaceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(request => request.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
