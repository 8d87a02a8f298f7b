using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>
/// Where people of one body work together, with a public page.
/// <code>
///   (new) --Open--> open --Describe, Wear, Show--> version + 1
/// </code>
/// </summary>
public sealed class Space
{
    public const int LongestName = 120;

    public const int LongestDescription = 2000;

    public const int LongestContact = 300;

    private Space(Guid id, string slug, SpaceKind kind, DateTimeOffset openedAt) => (Id, Slug, Kind, OpenedAt) = (id, slug, kind, openedAt);

    public Guid Id { get; private set; }

    /// <summary>In the address of its page; never changes, so that links last.</summary>
    public string Slug { get; private set; }

    public SpaceKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>Code of the territory of an authority.</summary>
    public string? TerritoryCode { get; private set; }

    public string? Website { get; private set; }

    /// <summary>Of the body, never of a person.</summary>
    public string? Email { get; private set; }

    /// <summary>Who has an address there may join alone, as a reader.</summary>
    public string? MailDomain { get; private set; }

    /// <summary>Of its links and buttons, as "#0b5a5e"; null for the site's.</summary>
    public string? Colour { get; private set; }

    /// <summary>Says which picture is its logo; null where there is none.</summary>
    public string? LogoMark { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public int Version { get; private set; }

    public static Space Open(string slug, SpaceKind kind, SpaceDescription description, DateTimeOffset now)
    {
        var space = new Space(Guid.CreateVersion7(now), slug, kind, now);
        space.Describe(description);
        return space;
    }

    public void Describe(SpaceDescription said)
    {
        (Name, Description, TerritoryCode, Website, Email, MailDomain) = (said.Name, said.Description, said.TerritoryCode, said.Website, said.Email, said.MailDomain);
        Version++;
    }

    public void Wear(string? colour) => (Colour, Version) = (colour, Version + 1);

    public void Show(string? logoMark) => (LogoMark, Version) = (logoMark, Version + 1);
}

/// <summary>What its people say of a space, checked.</summary>
public sealed record SpaceDescription(string Name, string Description, string? TerritoryCode, string? Website, string? Email, string? MailDomain);

internal sealed class SpaceMapping : IEntityTypeConfiguration<Space>
{
    public void Configure(EntityTypeBuilder<Space> builder)
    {
        builder.ToTable("accounts_spaces").HasKey(space => space.Id);
        builder.Property(space => space.Slug).HasMaxLength(80);
        builder.Property(space => space.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(space => space.Name).HasMaxLength(Space.LongestName);
        builder.Property(space => space.Description).HasMaxLength(Space.LongestDescription);
        builder.Property(space => space.TerritoryCode).HasMaxLength(12);
        builder.Property(space => space.Website).HasMaxLength(Space.LongestContact);
        builder.Property(space => space.Email).HasMaxLength(Space.LongestContact);
        builder.Property(space => space.MailDomain).HasMaxLength(100);
        builder.Property(space => space.Colour).HasMaxLength(7);
        builder.Property(space => space.LogoMark).HasMaxLength(16);
        builder.Property(space => space.Version).IsConcurrencyToken();
        builder.HasIndex(space => space.Slug).IsUnique();
    }
}
