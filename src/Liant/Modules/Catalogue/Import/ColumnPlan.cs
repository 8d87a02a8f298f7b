namespace Liant.Modules.Catalogue.Import;
public sealed record ColumnPlan { public string ToJson() => "{}"; }
