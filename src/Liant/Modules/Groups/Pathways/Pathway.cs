using Liant.Platform.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Pathways;

/// <summary>How far a pathway is.</summary>
public enum PathwayStage
{
    /// <summary>Both parties write where things stand.</summary>
    Diagnosis,

    /// <summary>Both agreed on it; the steps are being written.</summary>
    Plan,

    /// <summary>Both agreed on the steps; they are being carried out.</summary>
    FollowUp,

    /// <summary>What came of it is written down.</summary>
    Ended,
}

/// <summary>
/// An advice pathway: diagnosis, plan, follow-up. A diagnosis is shared, and a plan settled, when both parties have agreed to the same words: changing them takes both agreements back.
/// <code>
///   diagnosis --Agree (both)--> plan --Agree (both)--> follow-up --End--> ended --Resume--> follow-up
///        ^--------Reconsider--------+---------------------+
/// </code>
/// The stages are those of the local support scheme for social enterprises (DLA): shared diagnosis, support plan, follow-up.
/// </summary>
public sealed class Pathway
{
    public const int LongestPart = 5000;

    private Pathway(Guid groupId) => GroupId = groupId;

    public Guid GroupId { get; private set; }

    public PathwayStage Stage { get; private set; }

    /// <summary>Where the town or organisation stands.</summary>
    public string Situation { get; private set; } = "";

    public string Strengths { get; private set; } = "";

    public string Difficulties { get; private set; } = "";

    /// <summary>What to work on first.</summary>
    public string Priorities { get; private set; } = "";

    /// <summary>To the diagnosis in its stage, to the plan in the next.</summary>
    public DateTimeOffset? AdviserAgreedAt { get; private set; }

    public DateTimeOffset? PartnerAgreedAt { get; private set; }

    /// <summary>Since when the diagnosis is shared.</summary>
    public DateTimeOffset? DiagnosedAt { get; private set; }

    /// <summary>Since when the plan is settled.</summary>
    public DateTimeOffset? PlannedAt { get; private set; }

    /// <summary>What came of it, by the adviser.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>What it brought, by whom it was for.</summary>
    public string PartnerWord { get; private set; } = "";

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    public static Pathway Begin(Group group) => new(group.Id);

    public bool HasAgreed(Side side) => (side == Side.Adviser ? AdviserAgreedAt : PartnerAgreedAt) is not null;

    public bool HasDiagnosis => Situation.Length + Strengths.Length + Difficulties.Length + Priorities.Length > 0;

    /// <exception cref="RuleBroken">It is shared already.</exception>
    public void Diagnose(DiagnosisDescription said)
    {
        Require(PathwayStage.Diagnosis);
        if (said != Description())
        {
            (Situation, Strengths, Difficulties, Priorities) = (said.Situation, said.Strengths, said.Difficulties, said.Priorities);
            TakeBackAgreements();
        }

        Version++;
    }

    public DiagnosisDescription Description() => new(Situation, Strengths, Difficulties, Priorities);

    /// <summary>One party agrees to what stands; when both have, the next stage begins.</summary>
    /// <exception cref="RuleBroken">There is nothing to agree to.</exception>
    public void Agree(Side side, int steps, DateTimeOffset now)
    {
        if (Stage is PathwayStage.FollowUp or PathwayStage.Ended || (Stage == PathwayStage.Diagnosis ? !HasDiagnosis : steps == 0))
        {
            throw new RuleBroken("nothing-to-agree", "Il n’y a pas encore de quoi donner un accord : écrivez d’abord le diagnostic, ou les étapes.");
        }

        AdviserAgreedAt = side == Side.Adviser ? now : AdviserAgreedAt;
        PartnerAgreedAt = side == Side.Partner ? now : PartnerAgreedAt;
        if (AdviserAgreedAt is not null && PartnerAgreedAt is not null)
        {
            DiagnosedAt = Stage == PathwayStage.Diagnosis ? now : DiagnosedAt;
            PlannedAt = Stage == PathwayStage.Plan ? now : PlannedAt;
            Stage = Stage == PathwayStage.Diagnosis ? PathwayStage.Plan : PathwayStage.FollowUp;
            TakeBackAgreements();
        }

        Version++;
    }

    /// <summary>A step was added, changed or removed: before the plan is settled, both look again. Afterwards plans live.</summary>
    public void PlanChanged()
    {
        if (Stage == PathwayStage.Plan)
        {
            TakeBackAgreements();
        }

        Version++;
    }

    /// <summary>Back to the diagnosis: things turned out otherwise.</summary>
    public void Reconsider()
    {
        if (Stage is not (PathwayStage.Plan or PathwayStage.FollowUp))
        {
            throw new RuleBroken("wrong-stage", "Ce parcours n’en est pas là : rechargez la page pour voir où il en est.");
        }

        Stage = PathwayStage.Diagnosis;
        TakeBackAgreements();
        Version++;
    }

    public void End(string outcome, DateTimeOffset now)
    {
        Require(PathwayStage.FollowUp);
        (Stage, Outcome, EndedAt, Version) = (PathwayStage.Ended, outcome, now, Version + 1);
    }

    public void Resume()
    {
        Require(PathwayStage.Ended);
        (Stage, EndedAt, Version) = (PathwayStage.FollowUp, null, Version + 1);
    }

    /// <summary>What the town or organisation says of it.</summary>
    public void Comment(string word) => (PartnerWord, Version) = (word, Version + 1);

    private void TakeBackAgreements() => (AdviserAgreedAt, PartnerAgreedAt) = (null, null);

    private void Require(PathwayStage stage)
    {
        if (Stage != stage)
        {
            throw new RuleBroken("wrong-stage", "Ce parcours n’en est pas là : rechargez la page pour voir où il en est.");
        }
    }
}

/// <summary>The four parts of a diagnosis.</summary>
public sealed record DiagnosisDescription(string Situation, string Strengths, string Difficulties, string Priorities);

internal sealed class PathwayMapping : IEntityTypeConfiguration<Pathway>
{
    public void Configure(EntityTypeBuilder<Pathway> builder)
    {
        builder.ToTable("groups_pathways").HasKey(pathway => pathway.GroupId);
        builder.Property(pathway => pathway.GroupId).ValueGeneratedNever();
        builder.Property(pathway => pathway.Stage).HasConversion<string>().HasMaxLength(20);
        foreach (var part in new[] { nameof(Pathway.Situation), nameof(Pathway.Strengths), nameof(Pathway.Difficulties), nameof(Pathway.Priorities), nameof(Pathway.Outcome), nameof(Pathway.PartnerWord) })
        {
            builder.Property(part).HasMaxLength(Pathway.LongestPart);
        }

        builder.Property(pathway => pathway.Version).IsConcurrencyToken();
        builder.HasOne<Group>().WithOne().HasForeignKey<Pathway>(pathway => pathway.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}
