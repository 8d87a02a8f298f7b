using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.People;

/// <summary>Passkeys. What the library says of one is kept as it says it, in JSON; nothing looks inside but the library.</summary>
internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("accounts_passkeys").HasKey(key => key.CredentialId);
        builder.Property(key => key.CredentialId).HasMaxLength(1024);
        builder.Property(key => key.Data).HasConversion(
            data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<IdentityPasskeyData>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<IdentityPasskeyData>(
                (a, b) => Written(a) == Written(b), data => Written(data).GetHashCode(StringComparison.Ordinal), data => JsonSerializer.Deserialize<IdentityPasskeyData>(Written(data), JsonSerializerOptions.Default)!));
        builder.HasIndex(key => key.UserId);
        builder.HasOne<Person>().WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    private static string Written(IdentityPasskeyData? data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Default);
}

/// <summary>The secret of the second factor and its recovery codes.</summary>
internal sealed class PersonTokenMapping : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("accounts_tokens").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.LoginProvider).HasMaxLength(128);
        builder.Property(token => token.Name).HasMaxLength(128);
        builder.HasOne<Person>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Accounts elsewhere (ProConnect…) that sign in here.</summary>
internal sealed class ForeignLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("accounts_foreign_logins").HasKey(login => new { login.LoginProvider, login.ProviderKey });
        builder.Property(login => login.LoginProvider).HasMaxLength(128);
        builder.Property(login => login.ProviderKey).HasMaxLength(200);
        builder.Property(login => login.ProviderDisplayName).HasMaxLength(128);
        builder.HasIndex(login => login.UserId);
        builder.HasOne<Person>().WithMany().HasForeignKey(login => login.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
