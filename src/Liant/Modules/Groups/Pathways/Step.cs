using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Pathways;

/// <summary>How far a step is.</summary>
public enum StepState
{
    ToDo,

    UnderWay,

    Done,

    /// <summary>It turned out not to be needed.</summary>
    Dropped,
}

/// <summary>Who does a step.</summary>
public enum Doer
{
    Adviser,

    Partner,

    Both,

    /// <summary>Somebody else: a consultant, another network.</summary>
    Other,
}

/// <summary>A step of a plan: what, who, until when, and an example or a tool to look at.</summary>
public sealed class Step
{
    public const int LongestTitle = 200;

    public const int LongestDetail = 2000;

    public const int LongestLink = 500;

    /// <summary>Of one plan.</summary>
    public const int Most = 60;

    private Step(Guid id, Guid groupId, int rank) => (Id, GroupId, Rank) = (id, groupId, rank);

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    /// <summary>Among the steps of its plan, from 1.</summary>
    public int Rank { get; private set; }

    public string Title { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public Doer Doer { get; private set; }

    public DateOnly? DueOn { get; private set; }

    /// <summary>A sheet of this site or another page.</summary>
    public string? Link { get; private set; }

    public StepState State { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public int Version { get; private set; }

    public static Step Plan(Guid id, Group group, int rank, StepDescription said)
    {
        var step = new Step(id, group.Id, rank);
        step.Describe(said);
        return step;
    }

    public void Describe(StepDescription said)
    {
        (Title, Detail, Doer, DueOn, Link) = (said.Title, said.Detail, said.Doer, said.DueOn, said.Link);
        Version++;
    }

    public void GoTo(StepState state, DateTimeOffset now) => (State, DoneAt, Version) = (state, state == StepState.Done ? DoneAt ?? now : null, Version + 1);

    public bool IsLate(DateOnly today) => DueOn < today && State is (StepState.ToDo or StepState.UnderWay);
}

/// <summary>What is said of a step, checked.</summary>
public sealed record StepDescription(string Title, string Detail, Doer Doer, DateOnly? DueOn, string? Link);

internal sealed class StepMapping : IEntityTypeConfiguration<Step>
{
    public void Configure(EntityTypeBuilder<Step> builder)
    {
        builder.ToTable("groups_steps").HasKey(step => step.Id);
        builder.Property(step => step.Id).ValueGeneratedNever();
        builder.Property(step => step.Title).HasMaxLength(Step.LongestTitle);
        builder.Property(step => step.Detail).HasMaxLength(Step.LongestDetail);
        builder.Property(step => step.Link).HasMaxLength(Step.LongestLink);
        builder.Property(step => step.Doer).HasConversion<string>().HasMaxLength(20);
        builder.Property(step => step.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(step => step.Version).IsConcurrencyToken();
        builder.HasOne<Group>().WithMany().HasForeignKey(step => step.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(step => new { step.GroupId, step.Rank });
    }
}
