using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups;

/// <summary>
/// People of a space who work together: their discussions, meetings and documents. An advice pathway is one too, with people of two spaces.
/// <code>
///   Open, Accompany --> open --Close--> closed (read, no longer written) --Reopen--> open
/// </code>
/// </summary>
public sealed class Group
{
    public const int LongestName = 120;

    public const int LongestPurpose = 2000;

    private Group(Guid id, Guid spaceId, GroupKind kind, Guid? partnerId, DateTimeOffset createdAt) => (Id, SpaceId, Kind, PartnerId, CreatedAt) = (id, spaceId, kind, partnerId, createdAt);

    public Guid Id { get; private set; }

    /// <summary>Whose group it is; of a pathway, the network that advises.</summary>
    public Guid SpaceId { get; private set; }

    public GroupKind Kind { get; private set; }

    /// <summary>Of a pathway, the town or organisation that is advised.</summary>
    public Guid? PartnerId { get; private set; }

    public string Name { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    /// <summary>Whoever is of the space sees it listed and joins by herself; otherwise she is asked in.</summary>
    public bool IsOpen { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsClosed => ClosedAt is not null;

    public static Group Open(Guid id, Guid space, GroupDescription said, DateTimeOffset now)
    {
        var group = new Group(id, space, said.Kind, null, now);
        group.Describe(said);
        return group;
    }

    /// <summary>A pathway: what is said there is for its two parties.</summary>
    public static Group Accompany(Guid id, Guid network, Guid partner, string name, string need, DateTimeOffset now)
    {
        var group = new Group(id, network, GroupKind.Advice, partner, now);
        group.Describe(new GroupDescription(GroupKind.Advice, name, need, false));
        return group;
    }

    /// <summary>A pathway stays one, and nothing else becomes one.</summary>
    public void Describe(GroupDescription said)
    {
        Kind = Kind == GroupKind.Advice ? Kind : said.Kind;
        (Name, Purpose, IsOpen) = (said.Name, said.Purpose, said.IsOpen && Kind != GroupKind.Advice);
        Version++;
    }

    public void Close(DateTimeOffset now) => (ClosedAt, Version) = (ClosedAt ?? now, Version + 1);

    public void Reopen() => (ClosedAt, Version) = (null, Version + 1);
}

/// <summary>What is said of a group, checked.</summary>
public sealed record GroupDescription(GroupKind Kind, string Name, string Purpose, bool IsOpen);

internal sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("groups_groups").HasKey(group => group.Id);
        builder.Property(group => group.Id).ValueGeneratedNever();
        builder.Property(group => group.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(group => group.Name).HasMaxLength(Group.LongestName);
        builder.Property(group => group.Purpose).HasMaxLength(Group.LongestPurpose);
        builder.Property(group => group.Version).IsConcurrencyToken();
        builder.HasIndex(group => group.SpaceId);
        builder.HasIndex(group => group.PartnerId);
    }
}
