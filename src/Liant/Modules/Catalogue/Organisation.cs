namespace Liant.Modules.Catalogue;

/// <summary>A body: association, cooperative, authority, network.</summary>
public sealed class Organisation : Sheet
{
    public override SheetKind Kind => SheetKind.Organisation;

    /// <summary>The form it has now, never a planned one.</summary>
    public string? LegalForm { get; private set; }

    public IReadOnlyList<string> Statuses { get; private set; } = [];

    public int? StartedIn { get; private set; }

    /// <summary>SIRET of the establishment (14 digits), or the SIREN (9) when the source says no more.</summary>
    public string? Siret { get; private set; }

    protected override void Take(SheetContent content)
    {
        base.Take(content);
        (LegalForm, Statuses, StartedIn, Siret) = (content.LegalForm, content.Statuses, content.StartedIn, content.Siret);
    }
}
