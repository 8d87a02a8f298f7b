using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Ingestion.Web;

/// <summary>A page of another site as it was when it was last read: it is asked for again only if it has changed.</summary>
public sealed class WebPage
{
    public const int AddressLength = 500;

    public required string Address { get; init; }

    public string? Etag { get; private set; }

    public DateTimeOffset? Modified { get; private set; }

    public DateTimeOffset ReadAt { get; private set; }

    public void Remember(string? etag, DateTimeOffset? modified, DateTimeOffset now) => (Etag, Modified, ReadAt) = (etag?.Length <= 200 ? etag : null, modified, now);
}

internal sealed class WebPageMapping : IEntityTypeConfiguration<WebPage>
{
    public void Configure(EntityTypeBuilder<WebPage> builder)
    {
        builder.ToTable("ingestion_pages").HasKey(page => page.Address);
        builder.Property(page => page.Address).HasMaxLength(WebPage.AddressLength);
        builder.Property(page => page.Etag).HasMaxLength(200);
    }
}
