namespace Liant.Modules.Groups.Pathways;

/// <summary>How far a pathway is, for _Stages.cshtml.</summary>
/// <param name="Path">Of its group.</param>
public sealed record PathwayStages(string Path, Pathway Pathway, IReadOnlyList<Step> Steps, DateOnly Today);
