using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Platform.Files;

/// <summary>A file that someone sent. Its bytes are in the database too, in pieces: every web node reads them and one backup holds all
/// (docs/decisions/0013-imports.md).</summary>
public sealed class StoredFile
{
    public required Guid Id { get; init; }

    /// <summary>As the sender called it, without any path.</summary>
    public required string Name { get; init; }

    public required long Length { get; init; }

    /// <summary>SHA-256 of the bytes, hexadecimal.</summary>
    public required string Checksum { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class FilePiece
{
    public required Guid FileId { get; init; }

    public required int Rank { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("platform_files").HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.Name).HasMaxLength(StoredFiles.NameLength);
        builder.Property(file => file.Checksum).HasMaxLength(64);
    }
}

internal sealed class FilePieceMapping : IEntityTypeConfiguration<FilePiece>
{
    public void Configure(EntityTypeBuilder<FilePiece> builder)
    {
        builder.ToTable("platform_file_pieces").HasKey(piece => new { piece.FileId, piece.Rank });
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(piece => piece.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
