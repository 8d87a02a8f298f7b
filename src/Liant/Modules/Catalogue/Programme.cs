namespace Liant.Modules.Catalogue;

/// <summary>A public scheme, national or local. Which communes belong to it is kept by the module Territories, under the same slug.</summary>
public sealed class Programme : Sheet
{
    public override SheetKind Kind => SheetKind.Programme;

    public int? StartedIn { get; private set; }

    public int? EndedIn { get; private set; }

    public string? Operator { get; private set; }

    protected override void Take(SheetContent content)
    {
        base.Take(content);
        (StartedIn, EndedIn, Operator) = (content.StartedIn, content.EndedIn, content.Operator);
    }
}
