using Liant.Modules.Catalogue.Contract;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue;

/// <summary>A file, or a series of editions of one, that sheets come from: written once, however many sheets it holds.</summary>
public sealed class FileSource
{
    /// <summary>Key under which the file stands among the sources of a sheet.</summary>
    public const string Key = "fichier";

    public Guid Id { get; private set; }

    /// <summary>Stable name by which the same file is known again the next time.</summary>
    public string Origin { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string? Publisher { get; private set; }

    /// <summary>Date of the edition last imported.</summary>
    public PartialDate? PublishedOn { get; private set; }

    public string? Url { get; private set; }

    public string? Licence { get; private set; }

    public static FileSource Name(Guid id, string origin) => new() { Id = id, Origin = origin };

    public void Describe(string title, string? publisher, PartialDate? publishedOn, string? url, string? licence) =>
        (Title, Publisher, PublishedOn, Url, Licence) = (title, publisher, publishedOn, url, licence);

    /// <summary>A list of it alone, the same for all the rows of a file.</summary>
    public IReadOnlyList<Source> AsOnly => asOnly is [var one] && one == ToSource() ? asOnly : asOnly = [ToSource()];

    private Source[]? asOnly;

    public Source ToSource() => new(Key, Title, Publisher, PublishedOn, Url, Licence: Licence);
}

internal sealed class FileSourceMapping : IEntityTypeConfiguration<FileSource>
{
    public void Configure(EntityTypeBuilder<FileSource> builder)
    {
        builder.ToTable("catalogue_file_sources").HasKey(source => source.Id);
        builder.Ignore(source => source.AsOnly);
        builder.Property(source => source.Id).ValueGeneratedNever();
        builder.Property(source => source.Origin).HasMaxLength(80);
        builder.Property(source => source.Title).HasMaxLength(300);
        builder.Property(source => source.Publisher).HasMaxLength(200);
        builder.Property(source => source.PublishedOn).HasConversion(date => date!.Value.Text, text => PartialDate.Parse(text)).HasMaxLength(10);
        builder.Property(source => source.Url).HasMaxLength(500);
        builder.Property(source => source.Licence).HasMaxLength(40);
        builder.HasIndex(source => source.Origin).IsUnique();
    }
}
