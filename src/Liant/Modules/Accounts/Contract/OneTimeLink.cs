using System.Security.Cryptography;
using System.Text;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.Contract;

/// <summary>
/// A link that works once: printed by ./run for the first administrator, or sent by mail.
/// <code>
///   (made) --Use--> used        using it twice, or after its time, is refused
/// </code>
/// Only the hash is kept, so that a copy of the database opens nothing.
/// </summary>
public sealed class OneTimeLink
{
    private OneTimeLink(string tokenHash, LinkPurpose purpose, Guid? subject, bool provesAddress, DateTimeOffset createdAt, DateTimeOffset expiresAt) =>
        (TokenHash, Purpose, Subject, ProvesAddress, CreatedAt, ExpiresAt) = (tokenHash, purpose, subject, provesAddress, createdAt, expiresAt);

    public string TokenHash { get; private set; }

    public LinkPurpose Purpose { get; private set; }

    /// <summary>Whom or what it opens: a person, an invitation; null for the first administrator.</summary>
    public Guid? Subject { get; private set; }

    /// <summary>It went to an address by mail and was shown on no screen: whoever uses it reads the letters of that address.</summary>
    public bool ProvesAddress { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static (OneTimeLink Link, string Token) Create(LinkPurpose purpose, Guid? subject, DateTimeOffset now, bool provesAddress = false)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return (new OneTimeLink(HashOf(token), purpose, subject, provesAddress, now, now + purpose.Validity()), token);
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Trim())));

    /// <summary>The link, while it can still be used; it stays so.</summary>
    public static Task<OneTimeLink?> FindAsync(LiantDb db, LinkPurpose purpose, string? token, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = HashOf(token ?? "");
        return db.Set<OneTimeLink>().AsNoTracking().SingleOrDefaultAsync(link => link.TokenHash == hash && link.Purpose == purpose && link.UsedAt == null && link.ExpiresAt > now, cancel);
    }

    /// <summary>One statement: of two people with the same link, the database lets one in.</summary>
    public static async Task<bool> UseAsync(LiantDb db, LinkPurpose purpose, string? token, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = HashOf(token ?? "");
        var used = await db.Set<OneTimeLink>()
            .Where(link => link.TokenHash == hash && link.Purpose == purpose && link.UsedAt == null && link.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancel);
        return used == 1;
    }
}

internal sealed class OneTimeLinkMapping : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("accounts_one_time_links").HasKey(link => link.TokenHash);
        builder.Property(link => link.TokenHash).HasMaxLength(64);
        builder.Property(link => link.ProvesAddress).HasDefaultValue(false).ValueGeneratedNever();
        builder.Property(link => link.Purpose).HasConversion<string>().HasMaxLength(20);
    }
}
