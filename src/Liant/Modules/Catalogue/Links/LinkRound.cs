using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Links;

/// <summary>How far the check of links has got: one row. A node that takes the next sheets moves <see cref="NextAt"/> first, so that one node asks.</summary>
public sealed class LinkRound
{
    public const int Only = 1;

    /// <summary>A site is asked about its pages once a week; a node that dies while it asks leaves the rest to the others after an hour.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(7);

    public static readonly TimeSpan Taken = TimeSpan.FromHours(1);

    public int Id { get; private set; } = Only;

    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>The last sheet whose links were asked; empty at the beginning of a round.</summary>
    public Guid Cursor { get; private set; }

    public DateTimeOffset NextAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public void GoOn(Guid last, DateTimeOffset now) => (BegunAt, Cursor, NextAt) = (Cursor == Guid.Empty ? now : BegunAt, last, now);

    /// <summary>This machine reached no site: it tries again, from the same place on.</summary>
    public void Wait(DateTimeOffset now) => NextAt = now + Taken;

    public void End(DateTimeOffset now) => (Cursor, EndedAt, NextAt) = (Guid.Empty, now, (BegunAt == default ? now : BegunAt) + Every);
}

internal sealed class LinkRoundMapping : IEntityTypeConfiguration<LinkRound>
{
    public void Configure(EntityTypeBuilder<LinkRound> builder)
    {
        builder.ToTable("catalogue_link_rounds").HasKey(round => round.Id);
        builder.Property(round => round.Id).ValueGeneratedNever();
    }
}
