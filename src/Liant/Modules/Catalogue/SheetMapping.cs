using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue;

/// <summary>One table for all kinds: relations, search and bulk loads read one place; columns that a kind lacks stay null.</summary>
internal sealed class SheetMapping : IEntityTypeConfiguration<Sheet>
{
    public void Configure(EntityTypeBuilder<Sheet> builder)
    {
        builder.ToTable("catalogue_sheets").HasKey(sheet => sheet.Id);
        builder.Property(sheet => sheet.Id).ValueGeneratedNever();
        builder.Ignore(sheet => sheet.Kind).Ignore(sheet => sheet.Location).Ignore(sheet => sheet.AllSources);
        builder.HasDiscriminator<string>("KindSlug")
            .HasValue<Organisation>("organisation").HasValue<Initiative>("initiative").HasValue<Resource>("resource")
            .HasValue<Event>("event").HasValue<Programme>("programme");
        builder.Property<string>("KindSlug").HasMaxLength(20);
        builder.Property(sheet => sheet.Slug).HasMaxLength(100);
        builder.Property(sheet => sheet.Title).HasMaxLength(SheetRules.TitleLength);
        builder.Property(sheet => sheet.CommuneCode).HasMaxLength(5);
        builder.Property(sheet => sheet.AreaCode).HasMaxLength(12);
        builder.Property(sheet => sheet.LocationPrecision).HasConversion<string>().HasMaxLength(20);
        builder.Property(sheet => sheet.Origin).HasMaxLength(80);
        builder.Property(sheet => sheet.OriginKey).HasMaxLength(200);
        builder.Property(sheet => sheet.Aliases).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Themes).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Keywords).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Cooperation).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Levers).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Sources).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Figures).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Links).HasJsonText().IsEmptyByDefault();
        builder.Property(sheet => sheet.Particulars).HasJsonText().HasDefaultValueSql("'[]'").ValueGeneratedNever();
        builder.Property(sheet => sheet.Address).HasMaxLength(SheetRules.AddressLength);
        builder.Property(sheet => sheet.IsPublished).HasDefaultValue(true).ValueGeneratedNever();
        // Few sheets wait for a day: a million others are not in these indexes.
        builder.HasIndex(sheet => sheet.PublishesAt).HasFilter("\"PublishesAt\" IS NOT NULL");
        builder.HasIndex(sheet => sheet.ExpiresAt).HasFilter("\"ExpiresAt\" IS NOT NULL");
        builder.HasIndex(sheet => sheet.SeriesName).HasFilter("\"SeriesName\" IS NOT NULL");
        builder.HasIndex(sheet => sheet.IsPublished).HasFilter("NOT \"IsPublished\"");
        builder.Property(sheet => sheet.Version).IsConcurrencyToken();
        builder.HasIndex(nameof(Sheet.Slug), "KindSlug").IsUnique();
        builder.HasIndex("Origin", nameof(Sheet.OriginKey), "KindSlug").IsUnique();
        builder.Property(sheet => sheet.Likeness).HasDefaultValueSql("0").ValueGeneratedNever();
        builder.HasIndex(sheet => sheet.Likeness);
        builder.HasOne(sheet => sheet.FileSource).WithMany().HasForeignKey(sheet => sheet.FileSourceId).HasConstraintName("FK_catalogue_sheets_file_source").OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(sheet => sheet.FileSource).AutoInclude();
        builder.HasMany(sheet => sheet.Relations).WithOne().HasForeignKey(relation => relation.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(sheet => sheet.Relations).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(sheet => sheet.Readers).WithOne().HasForeignKey(reader => reader.SheetId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(sheet => sheet.Readers).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
    }
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.Property(o => o.LegalForm).HasColumnName("LegalForm").HasMaxLength(40);
        builder.Property(o => o.Statuses).HasColumnName("Statuses").HasJsonText().IsRequired(false);
        builder.Property(o => o.StartedIn).HasColumnName("StartedIn");
        builder.Property(o => o.Siret).HasMaxLength(14);
    }
}

internal sealed class InitiativeMapping : IEntityTypeConfiguration<Initiative>
{
    public void Configure(EntityTypeBuilder<Initiative> builder)
    {
        builder.Property(i => i.LegalForm).HasColumnName("LegalForm").HasMaxLength(40);
        builder.Property(i => i.Statuses).HasColumnName("Statuses").HasJsonText().IsRequired(false);
        builder.Property(i => i.Stage).HasMaxLength(20);
        builder.Property(i => i.StartedIn).HasColumnName("StartedIn");
        builder.Property(i => i.EndedIn).HasColumnName("EndedIn");
        builder.Property(i => i.Funding).HasJsonText().IsRequired(false);
    }
}

internal sealed class ResourceMapping : IEntityTypeConfiguration<Resource>
{
    public void Configure(EntityTypeBuilder<Resource> builder)
    {
        builder.Property(r => r.ResourceType).HasMaxLength(40);
        builder.Property(r => r.Publishers).HasJsonText().IsRequired(false);
        builder.Property(r => r.PublishedOn).HasConversion(date => date!.Value.Text, text => PartialDate.Parse(text)).HasMaxLength(10);
    }
}

internal sealed class EventMapping : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.Property(e => e.StartsOn).HasConversion(date => date!.Value.Text, text => PartialDate.Parse(text)).HasMaxLength(10);
        builder.Property(e => e.EndsOn).HasConversion(date => date!.Value.Text, text => PartialDate.Parse(text)).HasMaxLength(10);
        builder.Property(e => e.Organisers).HasJsonText().IsRequired(false);
    }
}

internal sealed class ProgrammeMapping : IEntityTypeConfiguration<Programme>
{
    public void Configure(EntityTypeBuilder<Programme> builder)
    {
        builder.Property(p => p.StartedIn).HasColumnName("StartedIn");
        builder.Property(p => p.EndedIn).HasColumnName("EndedIn");
    }
}

internal sealed class RelationMapping : IEntityTypeConfiguration<Relation>
{
    public void Configure(EntityTypeBuilder<Relation> builder)
    {
        builder.ToTable("catalogue_relations").HasKey(relation => new { relation.FromId, relation.Kind, relation.ToId });
        builder.Property(relation => relation.Kind).HasMaxLength(20);
        builder.Property(relation => relation.Source).HasMaxLength(120);
        builder.HasOne<Sheet>().WithMany().HasForeignKey(relation => relation.ToId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(relation => relation.ToId);
    }
}
