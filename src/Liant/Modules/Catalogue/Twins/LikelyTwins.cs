using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>
/// Two sheets that may be about the same thing. Noticed by an import; only a person decides.
/// <code>
///   noticed --TellApart--> told apart (remembered, so that it is not asked again)
///           --JoinedSheets--> one sheet with both sources; the other's address leads to it
/// </code>
/// </summary>
public sealed class LikelyTwins
{
    /// <summary>The sheet that came second.</summary>
    public required Guid SheetId { get; init; }

    /// <summary>The sheet that was there.</summary>
    public required Guid OtherId { get; init; }

    public required DateTimeOffset NoticedAt { get; init; }

    public DateTimeOffset? ToldApartAt { get; private set; }

    public string? ToldApartBy { get; private set; }

    public void TellApart(string actor, DateTimeOffset now) => (ToldApartAt, ToldApartBy) = (now, actor);
}

internal sealed class LikelyTwinsMapping : IEntityTypeConfiguration<LikelyTwins>
{
    public void Configure(EntityTypeBuilder<LikelyTwins> builder)
    {
        builder.ToTable("catalogue_likely_twins").HasKey(twins => new { twins.SheetId, twins.OtherId });
        builder.Property(twins => twins.ToldApartBy).HasMaxLength(80);
        builder.HasOne<Sheet>().WithMany().HasForeignKey(twins => twins.SheetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Sheet>().WithMany().HasForeignKey(twins => twins.OtherId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(twins => twins.OtherId);
    }
}
