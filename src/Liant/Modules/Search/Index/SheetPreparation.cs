using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Index;

/// <summary>From a sheet of the catalogue to what is indexed, and from what is indexed to what is shown. Places and programmes are those of its moment.</summary>
internal sealed class SheetPreparation(Gazetteer gazetteer, ProgrammesOfCommunes programmes)
{
    private const int RoomForKeys = 128;

    private readonly Register<string> groups = new();

    /// <summary>By code: nearly all sheets have a commune and no other area, and ask for the same ones.</summary>
    private readonly ConcurrentDictionary<string, (Territory? Commune, int Number)> communes = new();

    public Register<Traits> Traits { get; } = new();

    public Register<Place> Places { get; } = new();

    public IndexedSheet Prepare(SheetText sheet)
    {
        Span<char> room = stackalloc char[RoomForKeys];
        var traits = Traits.NumberOf(Segments.Traits.KeyOf(sheet.Kind, sheet.Themes, sheet.Form, sheet.Cooperation, room), sheet, static from => new Traits(from.Kind, from.Themes, from.Form, from.Cooperation, WordsOf(from)));
        var area = gazetteer.Find(sheet.AreaCode);
        var (commune, place) = sheet.CommuneCode is { } code && area is null ? communes.GetOrAdd(code, static (code, all) => all.At(code), this) : (gazetteer.Find(sheet.CommuneCode), -1);
        return new IndexedSheet(
            sheet.Id, sheet.Path, [sheet.Title, .. sheet.Names], sheet.Keywords, sheet.AreaLabel ?? "", sheet.Summary, sheet.Body, traits, place < 0 ? NumberOf(commune, area) : place,
            Gazetteer.PointOf(sheet.Location, commune, area), sheet.Year, sheet.IsPrivate, sheet.UpdatedAt, sheet.SourceKeys)
        {
            Readers = sheet.IsPrivate ? sheet.Readers : [],
        };
    }

    /// <summary>A document of the search's own kind, for measurements.</summary>
    public IndexedSheet Prepare(SearchDocument document)
    {
        var traits = new Traits(document.Kind, document.Themes, document.Form, document.Cooperation, []);
        return new IndexedSheet(
            Guid.TryParse(document.Id, out var id) ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(document.Id)).AsSpan(0, 16)),
            document.Path, document.Names, document.Keywords, document.PlaceText, document.Summary, document.Body, Traits.NumberOf(traits.Key + "|", traits, static one => one),
            NumberOf(document.Commune, document.Area), document.Location, document.Year, document.IsPrivate, document.UpdatedAt, document.SourceKeys);
    }

    public static SearchDocument Show(IndexedSheet sheet, Traits traits, Place place) => new(
        sheet.Id.ToString("N"), traits.Kind, sheet.Path, sheet.Names[0], sheet.Summary, sheet.Body, sheet.Names, [.. sheet.Keywords, .. traits.Words],
        traits.Themes, traits.Form, traits.Cooperation, place.Programmes, place.Commune, place.Area,
        sheet.PlaceLabel.Length == 0 ? place.Text : $"{place.Text} {sheet.PlaceLabel}", sheet.Location, sheet.Year, sheet.IsPrivate, sheet.UpdatedAt)
    { SourceKeys = sheet.SourceKeys };

    /// <summary>The numbers of a snapshot. What it says of a place or of a theme must be what is said of it now.</summary>
    public void Restore(Manifest manifest)
    {
        foreach (var (number, kept) in manifest.Traits.Index())
        {
            if (Traits.NumberOf(kept.Key, kept, static one => new Traits(one.Kind, one.Themes, one.Form, one.Cooperation, one.Words)) != number)
            {
                throw new InvalidDataException("traits are kept twice");
            }
        }

        foreach (var (number, kept) in manifest.Places.Index())
        {
            if (NumberOf(gazetteer.Find(kept.Commune), gazetteer.Find(kept.Area)) != number || Places.Items.Span[number].Version != kept.Version)
            {
                throw new InvalidDataException("places have changed");
            }
        }
    }

    private static List<string> WordsOf(SheetText sheet) =>
        [.. sheet.Themes.Select(slug => Vocabulary.Themes.Find(slug)?.Fr).OfType<string>(), .. sheet.Form is null ? [] : new[] { Vocabulary.Forms.Find(sheet.Form)!.Fr }];

    private (Territory? Commune, int Number) At(string code)
    {
        var commune = gazetteer.Find(code);
        return (commune, NumberOf(commune, null));
    }

    private int NumberOf(Territory? commune, Territory? area)
    {
        Span<char> room = stackalloc char[RoomForKeys];
        return Places.NumberOf(Place.KeyOf(commune?.Code, area?.Code, room), (Preparation: this, Commune: commune, Area: area), static at => at.Preparation.PlaceOf(at.Commune, at.Area));
    }

    private Place PlaceOf(Territory? commune, Territory? area)
    {
        var place = new Place(commune, area, programmes.Of(commune?.Code).Select(p => p.Programme).ToList(), TextOf(commune, area), Group: 0);
        var group = place.GroupKey;
        return place with { Group = groups.NumberOf(group, group, static key => key) };
    }

    /// <summary>Everything that people may call the place: commune, EPCI, département, région, programmes of the town.</summary>
    private string TextOf(Territory? commune, Territory? area)
    {
        Territory?[] around = [commune, area, gazetteer.Find((commune ?? area)?.DepartementCode), gazetteer.Find((commune ?? area)?.RegionCode), gazetteer.Find(commune?.EpciCode)];
        var names = around.OfType<Territory>().Select(territory => territory.Name).Concat(programmes.Of(commune?.Code).Select(p => programmes.NameOf(p.Programme)));
        return string.Join(" ", names.Distinct());
    }
}
