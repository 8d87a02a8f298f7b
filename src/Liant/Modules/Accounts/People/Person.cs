using Liant.Platform.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.People;

/// <summary>
/// Someone with an account. What signing in needs (password, lock-out, second factor, passkeys) is ASP.NET Core Identity's.
/// <code>
///   (invited, or first to come) --Register--> a name and an address --Prove--> an address that is hers
/// </code>
/// </summary>
public sealed class Person : IdentityUser<Guid>
{
    public const int LongestName = 80;

    public const int LongestEmail = 254;

    /// <summary>As she wants to be called.</summary>
    public string Name { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Her last visit, to within a day.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>When she was told that her account, idle, will be erased; null again once she comes.</summary>
    public DateTimeOffset? WarnedAt { get; private set; }

    /// <summary>Of the whole site: opens spaces, sees every sheet.</summary>
    public bool IsAdministrator { get; private set; }

    public static Person Register(string name, string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), Name = name, Email = email, UserName = email, LockoutEnabled = true, CreatedAt = now, SeenAt = now,
    };

    /// <summary>A letter sent to her address was read, or a provider that is believed says that it is hers.</summary>
    public void Prove() => EmailConfirmed = true;

    public void CallHerself(string name) => Name = name;

    public void Administer() => IsAdministrator = true;
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("accounts_people").HasKey(person => person.Id);
        builder.Property(person => person.Name).HasMaxLength(Person.LongestName);
        builder.Property(person => person.Email).HasMaxLength(Person.LongestEmail);
        builder.Property(person => person.NormalizedEmail).HasMaxLength(Person.LongestEmail);
        builder.Property(person => person.UserName).HasMaxLength(Person.LongestEmail);
        builder.Property(person => person.NormalizedUserName).HasMaxLength(Person.LongestEmail);
        builder.Property(person => person.PasswordHash).HasMaxLength(200);
        builder.Property(person => person.SecurityStamp).HasMaxLength(64);
        builder.Property(person => person.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        builder.Ignore(person => person.PhoneNumber).Ignore(person => person.PhoneNumberConfirmed);
        builder.Property(person => person.SeenAt).HasDefaultValueSql("0").ValueGeneratedNever();
        builder.HasIndex(person => person.SeenAt);
        builder.HasIndex(person => person.NormalizedEmail).IsUnique();
        builder.HasIndex(person => person.NormalizedUserName).IsUnique();
    }
}
