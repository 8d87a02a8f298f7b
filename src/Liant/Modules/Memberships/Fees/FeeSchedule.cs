using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Memberships.Fees;

/// <summary>
/// What a network asks of its members for a year. Calls that left keep their amount when it changes.
/// <code>
///   (new) --Set--> in force --Set--> version + 1
/// </code>
/// </summary>
public sealed class FeeSchedule
{
    private FeeSchedule(Guid spaceId, int year) => (SpaceId, Year) = (spaceId, year);

    public Guid SpaceId { get; private set; }

    public int Year { get; private set; }

    /// <summary>By kind, then by population; those of a kind cover every population once (<see cref="ScheduleForm"/>).</summary>
    public IReadOnlyList<FeeBand> Bands { get; private set; } = [];

    public int Version { get; private set; }

    public static FeeSchedule For(Guid network, int year) => new(network, year);

    public void Set(IReadOnlyList<FeeBand> bands) => (Bands, Version) = (bands, Version + 1);

    /// <param name="inhabitants">Null where nobody knows.</param>
    public FeeAnswer FeeOf(AffiliateKind kind, int? inhabitants)
    {
        var bands = Bands.Where(band => band.Kind == kind).ToList();
        return bands switch
        {
            [] => new FeeAnswer.NotInSchedule(),
            [{ IsFlat: true } flat] => new FeeAnswer.Owed(flat, null),
            _ when inhabitants is not { } known => new FeeAnswer.PopulationUnknown(),
            _ => new FeeAnswer.Owed(bands.First(band => band.Has(inhabitants.Value)), inhabitants),
        };
    }
}

internal sealed class FeeScheduleMapping : IEntityTypeConfiguration<FeeSchedule>
{
    public void Configure(EntityTypeBuilder<FeeSchedule> builder)
    {
        builder.ToTable("memberships_fee_schedules").HasKey(schedule => new { schedule.SpaceId, schedule.Year });
        builder.Property(schedule => schedule.Year).ValueGeneratedNever();
        builder.Property(schedule => schedule.Bands).HasJsonText();
        builder.Property(schedule => schedule.Version).IsConcurrencyToken();
    }
}
