using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What was chosen for a file with these columns, proposed again for the next one.</summary>
public sealed class RememberedPlan
{
    /// <summary>SHA-256 of the folded names of the columns, in their order.</summary>
    public required string Heading { get; init; }

    public required string Plan { get; set; }

    public required Guid FileSourceId { get; set; }

    public required DateTimeOffset UsedAt { get; set; }
}

internal sealed class RememberedPlanMapping : IEntityTypeConfiguration<RememberedPlan>
{
    public void Configure(EntityTypeBuilder<RememberedPlan> builder)
    {
        builder.ToTable("catalogue_remembered_plans").HasKey(plan => plan.Heading);
        builder.Property(plan => plan.Heading).HasMaxLength(64);
        builder.HasOne<FileSource>().WithMany().HasForeignKey(plan => plan.FileSourceId).HasConstraintName("FK_catalogue_remembered_plans_file_source").OnDelete(DeleteBehavior.Cascade);
    }
}
