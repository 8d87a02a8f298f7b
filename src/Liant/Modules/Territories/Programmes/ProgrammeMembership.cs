using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Territories.Programmes;

/// <summary>A commune belongs to a national or local programme, according to a source.</summary>
internal sealed class ProgrammeMembership
{
    public const string Changed = "programme-membership";

    public long Id { get; private set; }

    public required string Programme { get; init; }

    public required string CommuneCode { get; init; }

    /// <summary>When the convention was signed, if the source says so.</summary>
    public DateOnly? SignedOn { get; set; }

    public required string Source { get; set; }

    public required DateOnly SourceOn { get; set; }
}

internal sealed class ProgrammeMembershipMapping : IEntityTypeConfiguration<ProgrammeMembership>
{
    public void Configure(EntityTypeBuilder<ProgrammeMembership> builder)
    {
        builder.ToTable("territories_programme_memberships").HasKey(membership => membership.Id);
        builder.Property(membership => membership.Programme).HasMaxLength(80);
        builder.Property(membership => membership.CommuneCode).HasMaxLength(5);
        builder.Property(membership => membership.Source).HasMaxLength(300);
        builder.HasIndex(membership => new { membership.Programme, membership.CommuneCode }).IsUnique();
    }
}
