using Liant.Modules.Catalogue.Contract;

namespace Liant.Modules.Catalogue;

/// <summary>A meeting, a webinar, a fair: something with a date.</summary>
public sealed class Event : Sheet
{
    public override SheetKind Kind => SheetKind.Event;

    public PartialDate? StartsOn { get; private set; }

    public PartialDate? EndsOn { get; private set; }

    public IReadOnlyList<string> Organisers { get; private set; } = [];

    public string? Venue { get; private set; }

    protected override void Take(SheetContent content)
    {
        base.Take(content);
        (StartsOn, EndsOn, Organisers, Venue) = (content.StartsOn, content.EndsOn, content.Organisers, content.Venue);
    }
}
