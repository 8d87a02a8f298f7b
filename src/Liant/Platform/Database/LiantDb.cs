using Liant.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Liant.Platform.Database;

/// <summary>The one context. Modules bring their mappings beside their entities; no module is named here.</summary>
public sealed class LiantDb(DbContextOptions<LiantDb> options) : DbContext(options)
{
    public DbSet<Change> Changes => Set<Change>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LiantDb).Assembly);
        if (Database.IsNpgsql())
        {
            JsonText.SetEmptyByDefault(modelBuilder);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        // An index is named where something looks through it: a million imported rows pay for each.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RecordChanges();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RecordChanges();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>A row that stands once is added the first time, by one of the nodes. Not by a migration: a base just made is empty, and may be restored into.</summary>
    internal async Task AddOnceAsync<T>(IQueryable<T> there, Func<T> row, CancellationToken cancel)
        where T : class
    {
        if (await there.AnyAsync(cancel))
        {
            return;
        }

        Add(row());
        await SaveOnceAsync(there, cancel);
        ChangeTracker.Clear();
    }

    /// <summary>Of the same thing added twice at once, by two nodes or by a form that was sent twice, the second finds that of the first. Any other failure stays one.</summary>
    /// <param name="there">Finds what is added.</param>
    internal async Task SaveOnceAsync<T>(IQueryable<T> there, CancellationToken cancel)
    {
        try
        {
            await SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            ChangeTracker.Clear();
            if (Database.CurrentTransaction is { } transaction)
            {
                await transaction.RollbackAsync(cancel);
            }

            if (!await there.AnyAsync(cancel))
            {
                throw;
            }
        }
    }

    /// <summary>In the same transaction as the change itself, so that a reader of the sequence never misses or invents one.</summary>
    private void RecordChanges()
    {
        var changed = ChangeTracker.Entries<IChangeSource>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(entry => new Change(entry.Entity.ChangeKind, entry.Entity.ChangedId))
            .ToList();
        Changes.AddRange(changed);
    }

    /// <summary>SQLite cannot order DateTimeOffset: instants are UTC ticks on both engines.</summary>
    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
