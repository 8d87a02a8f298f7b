using System.Security.Cryptography;
using System.Text;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts;

/// <summary>
/// The one-time link that ./run prints, until accounts exist.
/// <code>
///   (printed) --Use--> used        valid one day; using it twice, or after a day, is refused
/// </code>
/// Only the hash is kept, so that a copy of the database opens nothing.
/// </summary>
public sealed class OperatorLink
{
    public static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    private OperatorLink(string tokenHash, DateTimeOffset createdAt) => (TokenHash, CreatedAt) = (tokenHash, createdAt);

    public string TokenHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static (OperatorLink Link, string Token) Create(DateTimeOffset now)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return (new OperatorLink(HashOf(token), now), token);
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Trim())));

    /// <summary>One statement: of two people with the same link, the database lets one in.</summary>
    public static async Task<bool> UseAsync(LiantDb db, string token, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = HashOf(token);
        var oldest = now - Validity;
        var used = await db.Set<OperatorLink>()
            .Where(link => link.TokenHash == hash && link.UsedAt == null && link.CreatedAt > oldest)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancel);
        return used == 1;
    }
}

internal sealed class OperatorLinkMapping : IEntityTypeConfiguration<OperatorLink>
{
    public void Configure(EntityTypeBuilder<OperatorLink> builder)
    {
        builder.ToTable("accounts_operator_links").HasKey(link => link.TokenHash);
        builder.Property(link => link.TokenHash).HasMaxLength(64);
    }
}
