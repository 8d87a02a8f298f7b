using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Confirming;

/// <summary>
/// Whom to ask whether a sheet is still true, and what they answered. Never published.
/// <code>
///   quiet --Ask, after some months--> asked --Ask, a month later, twice at most--> asked, then left alone
///     ^                                 |
///     +-------------Confirm-------------+        a revision by an editor counts as an answer
/// </code>
/// </summary>
public sealed class SheetContact
{
    public const int MostLetters = 3;

    public static readonly TimeSpan BetweenLetters = TimeSpan.FromDays(30);

    private SheetContact(Guid sheetId) => SheetId = sheetId;

    public Guid SheetId { get; private set; }

    /// <summary>Null: the managers of the spaces that a private sheet is kept for are asked.</summary>
    public string? Email { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Letters since the last answer.</summary>
    public int Letters { get; private set; }

    /// <summary>Several nodes: the second to ask is told.</summary>
    public int Version { get; private set; }

    public static SheetContact Of(Guid sheet) => new(sheet);

    public void Name(string? email)
    {
        if (email != Email)
        {
            (Email, Letters, AskedAt, Version) = (email, 0, null, Version + 1);
        }
    }

    /// <param name="revisedAt">What an editor wrote since a letter is an answer to it.</param>
    public bool IsDue(DateTimeOffset revisedAt, int months, DateTimeOffset now)
    {
        var told = ConfirmedAt > revisedAt ? ConfirmedAt.Value : revisedAt;
        var letters = AskedAt > told ? Letters : 0;
        return told.AddMonths(months) <= now && letters < MostLetters && (letters == 0 || AskedAt!.Value + BetweenLetters <= now);
    }

    public void Ask(DateTimeOffset revisedAt, DateTimeOffset now) =>
        (Letters, AskedAt, Version) = ((AskedAt > revisedAt && !(ConfirmedAt >= AskedAt) ? Letters : 0) + 1, now, Version + 1);

    public void Confirm(DateTimeOffset now) => (ConfirmedAt, Letters, Version) = (now, 0, Version + 1);
}

internal sealed class SheetContactMapping : IEntityTypeConfiguration<SheetContact>
{
    public void Configure(EntityTypeBuilder<SheetContact> builder)
    {
        builder.ToTable("catalogue_sheet_contacts").HasKey(contact => contact.SheetId);
        builder.Property(contact => contact.SheetId).ValueGeneratedNever();
        builder.Property(contact => contact.Email).HasMaxLength(254);
        builder.Property(contact => contact.Version).IsConcurrencyToken();
        builder.HasOne<Sheet>().WithOne().HasForeignKey<SheetContact>(contact => contact.SheetId).OnDelete(DeleteBehavior.Cascade);
    }
}
