namespace Liant.Modules.Catalogue;

/// <summary>Something done somewhere to answer a need: a place, a service, a scheme.</summary>
public sealed class Initiative : Sheet
{
    public override SheetKind Kind => SheetKind.Initiative;

    /// <summary>The need, the starting point.</summary>
    public string? Context { get; private set; }

    public string? Activities { get; private set; }

    /// <summary>What it led to.</summary>
    public string? Outcome { get; private set; }

    /// <summary>What was planned at the date of the source.</summary>
    public string? Plans { get; private set; }

    public string? LegalForm { get; private set; }

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    /// <summary>At the date of the source.</summary>
    public string? Stage { get; private set; }

    public int? StartedIn { get; private set; }

    public int? EndedIn { get; private set; }

    public IReadOnlyList<FundingLine> Funding { get; private set; } = [];

    protected override void Take(SheetContent content)
    {
        base.Take(content);
        (Context, Activities, Outcome, Plans) = (content.Context, content.Activities, content.Outcome, content.Plans);
        (LegalForm, Statuses, Stage) = (content.LegalForm, content.Statuses, content.Stage);
        (StartedIn, EndedIn, Funding) = (content.StartedIn, content.EndedIn, content.Funding);
    }
}
