using Microsoft.EntityFrameworkCore;

namespace Liant.Bare;

public sealed class BareDb(DbContextOptions<BareDb> options) : DbContext(options)
{
    public DbSet<BareSheet> Sheets => Set<BareSheet>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<BareSheet>().ToTable("catalogue_sheets");
}
