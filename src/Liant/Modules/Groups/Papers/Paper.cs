using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Papers;

/// <summary>A document that somebody gave to a group, perhaps for one of its meetings.</summary>
public sealed class Paper
{
    /// <summary>Of a group: with 50 Mo each, a bound on what a group can fill.</summary>
    public const int Most = 500;

    private Paper(Guid id, Guid groupId, Guid? meetingId, Guid fileId, string name, string type, long length, Guid? addedById, DateTimeOffset addedAt) =>
        (Id, GroupId, MeetingId, FileId, Name, Type, Length, AddedById, AddedAt) = (id, groupId, meetingId, fileId, name, type, length, addedById, addedAt);

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    public Guid? MeetingId { get; private set; }

    public Guid FileId { get; private set; }

    public string Name { get; private set; }

    /// <summary>As it is served.</summary>
    public string Type { get; private set; }

    /// <summary>In bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Null once her account is erased.</summary>
    public Guid? AddedById { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    public static Paper Give(Guid id, Group group, Guid? meeting, StoredFile file, string type, Guid by, DateTimeOffset now) => new(id, group.Id, meeting, file.Id, file.Name, type, file.Length, by, now);
}

internal sealed class PaperMapping : IEntityTypeConfiguration<Paper>
{
    public void Configure(EntityTypeBuilder<Paper> builder)
    {
        builder.ToTable("groups_papers").HasKey(paper => paper.Id);
        builder.Property(paper => paper.Id).ValueGeneratedNever();
        builder.Property(paper => paper.Name).HasMaxLength(StoredFiles.NameLength);
        builder.Property(paper => paper.Type).HasMaxLength(100);
        builder.HasOne<Group>().WithMany().HasForeignKey(paper => paper.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(paper => paper.FileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(paper => new { paper.GroupId, paper.AddedAt });
        builder.HasIndex(paper => paper.AddedById);
    }
}
