using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Memberships.Terms;

/// <summary>How a network takes members and asks for its fees; without a row, it takes no request and sends no reminder.</summary>
public sealed class MembershipTerms
{
    private MembershipTerms(Guid spaceId) => SpaceId = spaceId;

    public Guid SpaceId { get; private set; }

    /// <summary>Anyone may ask to join, by a public form.</summary>
    public bool TakesRequests { get; private set; }

    /// <summary>Who asks for the fee and where it is paid: name, address, SIRET, bank account, as lines of the call.</summary>
    public string Payee { get; private set; } = "";

    public int DueDays { get; private set; }

    /// <summary>Between two reminders; 0 for none.</summary>
    public int ReminderDays { get; private set; }

    public int MostReminders { get; private set; }

    public int Version { get; private set; }

    public static MembershipTerms Of(Guid network, TermsDescription said)
    {
        var terms = new MembershipTerms(network);
        terms.Describe(said);
        return terms;
    }

    public void Describe(TermsDescription said)
    {
        (TakesRequests, Payee, DueDays, ReminderDays, MostReminders) = (said.TakesRequests, said.Payee, said.DueDays, said.ReminderDays, said.MostReminders);
        Version++;
    }

    public TermsDescription Description() => new(TakesRequests, Payee, DueDays, ReminderDays, MostReminders);
}

/// <summary>What a network's managers decide, checked.</summary>
public sealed record TermsDescription(bool TakesRequests, string Payee, int DueDays, int ReminderDays, int MostReminders)
{
    /// <summary>Two months, then a reminder each month, three times.</summary>
    public static TermsDescription Usual { get; } = new(false, "", 60, 30, 3);
}

internal sealed class MembershipTermsMapping : IEntityTypeConfiguration<MembershipTerms>
{
    public void Configure(EntityTypeBuilder<MembershipTerms> builder)
    {
        builder.ToTable("memberships_terms").HasKey(terms => terms.SpaceId);
        builder.Property(terms => terms.SpaceId).ValueGeneratedNever();
        builder.Property(terms => terms.Payee).HasMaxLength(TermsForm.LongestPayee);
        builder.Property(terms => terms.Version).IsConcurrencyToken();
    }
}
