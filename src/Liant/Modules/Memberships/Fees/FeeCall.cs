using System.Security.Cryptography;
using Liant.Modules.Memberships.Affiliates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Memberships.Fees;

/// <summary>
/// A member is asked for its fee of a year: once, under a number. Nothing of it is ever changed but its reminders; what was paid stands in the ledger (<see cref="FeePayment"/>), and what is still owed is a sum.
/// <code>
///   (schedule) --Send--> sent --Remind--> reminded … --StopReminders--> silent --ResumeReminders--> sent
/// </code>
/// </summary>
public sealed class FeeCall
{
    private FeeCall(Guid id, Guid spaceId, Guid affiliateId, int year, int number) => (Id, SpaceId, AffiliateId, Year, Number) = (id, spaceId, affiliateId, year, number);

    public Guid Id { get; private set; }

    public Guid SpaceId { get; private set; }

    public Guid AffiliateId { get; private set; }

    public int Year { get; private set; }

    /// <summary>From 1 in each year of a network, without a gap.</summary>
    public int Number { get; private set; }

    /// <summary>In the address of the page to print: whoever has it reads the call, as whoever has the paper does.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Of the member, that day.</summary>
    public string Name { get; private set; } = "";

    public AffiliateKind Kind { get; private set; }

    /// <summary>That the amount was counted on; null where it does not depend on them.</summary>
    public int? Inhabitants { get; private set; }

    public long AmountCents { get; private set; }

    /// <summary>Who is paid, that day.</summary>
    public string Payee { get; private set; } = "";

    public DateOnly IssuedOn { get; private set; }

    public DateOnly DueOn { get; private set; }

    public int Reminders { get; private set; }

    public DateOnly? LastReminderOn { get; private set; }

    public bool IsSilent { get; private set; }

    /// <summary>"2027-012".</summary>
    public string Reference => $"{Year}-{Number:000}";

    public static FeeCall Send(Affiliate to, int year, int number, FeeAnswer.Owed fee, string payee, DateOnly today, int dueDays, DateTimeOffset now) => new(Guid.CreateVersion7(now), to.SpaceId, to.Id, year, number)
    {
        Key = RandomNumberGenerator.GetHexString(32, lowercase: true), Name = to.Name, Kind = to.Kind, Inhabitants = fee.Inhabitants, AmountCents = fee.Band.AmountCents, Payee = payee, IssuedOn = today, DueOn = today.AddDays(dueDays),
    };

    public void StopReminders() => IsSilent = true;

    public void ResumeReminders() => IsSilent = false;
}

internal sealed class FeeCallMapping : IEntityTypeConfiguration<FeeCall>
{
    public void Configure(EntityTypeBuilder<FeeCall> builder)
    {
        builder.ToTable("memberships_fee_calls").HasKey(call => call.Id);
        builder.Property(call => call.Id).ValueGeneratedNever();
        builder.Property(call => call.Key).HasMaxLength(32);
        builder.Property(call => call.Name).HasMaxLength(Affiliate.LongestName);
        builder.Property(call => call.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(call => call.Payee).HasMaxLength(Terms.TermsForm.LongestPayee);
        builder.HasIndex(call => call.Key).IsUnique();
        builder.HasIndex(call => new { call.AffiliateId, call.Year }).IsUnique();
        builder.HasIndex(call => new { call.SpaceId, call.Year, call.Number }).IsUnique();
    }
}
