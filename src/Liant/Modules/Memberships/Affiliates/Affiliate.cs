using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>
/// An authority or an organisation that is, asks to be, or was a member of a network. Not a person in a space: that is Accounts' Membership.
/// <code>
///   (form) --Ask--> asked --Accept--> member --Leave--> left --Return--> member
///                     +--(refused: the row goes, with the reason in a letter)
/// </code>
/// A member may leave at any time (law of 1 July 1901, art. 4); its years stay.
/// </summary>
public sealed class Affiliate
{
    public const int LongestName = 160;

    public const int LongestMessage = 1000;

    /// <summary>No network is older.</summary>
    public const int FirstYear = 1850;

    private Affiliate(Guid id, Guid spaceId, AffiliateState state) => (Id, SpaceId, State) = (id, spaceId, state);

    public Guid Id { get; private set; }

    /// <summary>The network.</summary>
    public Guid SpaceId { get; private set; }

    public AffiliateState State { get; private set; }

    public AffiliateKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The territory that it is; of an organisation, where it stands.</summary>
    public string? TerritoryCode { get; private set; }

    /// <summary>Inhabitants to count for the fee, where the network counts others than the official figure.</summary>
    public int? StatedPopulation { get; private set; }

    /// <summary>Of the person to write to, and her address: for the network's managers alone.</summary>
    public string? ContactName { get; private set; }

    public string? ContactRole { get; private set; }

    public string? ContactEmail { get; private set; }

    /// <summary>What was said with the request.</summary>
    public string? Message { get; private set; }

    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>The years in which it is or was a member, first to last.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Says that two rows are one member: the territory, or the name without its accents. A request has one of its own until it is accepted.</summary>
    public string Identity { get; private set; } = "";

    public int Version { get; private set; }

    public static Affiliate Ask(Guid id, Guid network, AffiliateDescription said, string? message, DateTimeOffset now)
    {
        var affiliate = new Affiliate(id, network, AffiliateState.Asked) { Message = message, AskedAt = now, Identity = $"demande:{id:N}" };
        affiliate.Describe(said);
        return affiliate;
    }

    /// <summary>Written down by a manager, or by an import.</summary>
    public static Affiliate Enter(Guid network, AffiliateDescription said, IEnumerable<int> years, DateTimeOffset now)
    {
        var affiliate = new Affiliate(Guid.CreateVersion7(now), network, AffiliateState.Member);
        affiliate.Describe(said);
        affiliate.RememberYears(years);
        return affiliate;
    }

    public static string IdentityOf(AffiliateKind kind, string? territory, string name) => kind.Territory() is null ? "nom:" + Fold.Words(name) : $"{kind.Slug()}:{territory}";

    public void Describe(AffiliateDescription said)
    {
        (Kind, Name, TerritoryCode, StatedPopulation, ContactName, ContactRole, ContactEmail) =
            (said.Kind, said.Name, said.TerritoryCode, said.StatedPopulation, said.Contact?.Name, said.Contact?.Role, said.Contact?.Email);
        Identity = State == AffiliateState.Asked ? Identity : IdentityOf(Kind, TerritoryCode, Name);
        Version++;
    }

    public AffiliateDescription Description() =>
        new(Kind, Name, TerritoryCode, StatedPopulation, ContactName is null && ContactRole is null && ContactEmail is null ? null : new Contact(ContactName, ContactRole, ContactEmail));

    /// <exception cref="RuleBroken">It was accepted already.</exception>
    public void Accept(int year)
    {
        if (State != AffiliateState.Asked)
        {
            throw new RuleBroken("not-asked", "Cette demande a déjà reçu une réponse.");
        }

        Return(year);
        Identity = IdentityOf(Kind, TerritoryCode, Name);
    }

    public void Return(int year)
    {
        Rejoin();
        Renew(year);
    }

    /// <summary>Back, in the years that it has: a list says which.</summary>
    public void Rejoin() => (State, LeftAt) = (AffiliateState.Member, null);

    /// <summary>A member of that year too.</summary>
    public void Renew(int year) => RememberYears(Years.Append(year));

    public void Leave(DateTimeOffset now) => (State, LeftAt, Version) = (AffiliateState.Left, LeftAt ?? now, Version + 1);

    public void RememberYears(IEnumerable<int> years) => (Years, Version) = (years.Distinct().Order().ToList(), Version + 1);

    public void ForgetContact()
    {
        (ContactName, ContactRole, ContactEmail, Message) = (null, null, null, null);
        Version++;
    }
}

/// <summary>What is said of a member, checked.</summary>
public sealed record AffiliateDescription(AffiliateKind Kind, string Name, string? TerritoryCode, int? StatedPopulation, Contact? Contact);

/// <summary>The person to write to.</summary>
public sealed record Contact(string? Name, string? Role, string? Email);

internal sealed class AffiliateMapping : IEntityTypeConfiguration<Affiliate>
{
    public void Configure(EntityTypeBuilder<Affiliate> builder)
    {
        builder.ToTable("memberships_affiliates").HasKey(affiliate => affiliate.Id);
        builder.Property(affiliate => affiliate.Id).ValueGeneratedNever();
        builder.Property(affiliate => affiliate.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(affiliate => affiliate.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(affiliate => affiliate.Name).HasMaxLength(Affiliate.LongestName);
        builder.Property(affiliate => affiliate.TerritoryCode).HasMaxLength(12);
        builder.Property(affiliate => affiliate.ContactName).HasMaxLength(80);
        builder.Property(affiliate => affiliate.ContactRole).HasMaxLength(80);
        builder.Property(affiliate => affiliate.ContactEmail).HasMaxLength(254);
        builder.Property(affiliate => affiliate.Message).HasMaxLength(Affiliate.LongestMessage);
        builder.Property(affiliate => affiliate.Years).HasJsonText();
        builder.Property(affiliate => affiliate.Identity).HasMaxLength(200);
        builder.Property(affiliate => affiliate.Version).IsConcurrencyToken();
        builder.HasIndex(affiliate => new { affiliate.SpaceId, affiliate.Identity }).IsUnique();
        builder.HasIndex(affiliate => affiliate.ContactEmail);
    }
}
