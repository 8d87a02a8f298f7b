using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>Noticed on entry: sheets of the same kind that may be about the same thing (<see cref="SimilarNames"/>).</summary>
internal static class Duplicates
{
    /// <summary>Communes whose centres are nearer may share a place on their border.</summary>
    private const double NeighbourKm = 6;

    /// <summary>Sheets without a commune are compared too, as long as they are few enough to be read for each form.</summary>
    private const int MostWithoutCommune = 20_000;

    public static async Task<IReadOnlyList<Sheet>> FindAsync(LiantDb db, Gazetteer gazetteer, SheetKind kind, SheetContent content, Guid self, Viewer viewer, CancellationToken cancel)
    {
        var ofKind = db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).Where(s => EF.Property<string>(s, "KindSlug") == kind.Slug() && s.Id != self);
        var name = Fold.Words(content.Title);
        var places = Around(gazetteer, content.CommuneCode);
        var others = new List<Sheet>();
        if (content.CommuneCode is null)
        {
            others.AddRange(await ofKind.OrderBy(s => s.Id).Take(MostWithoutCommune).ToListAsync(cancel));
        }

        foreach (var place in content.CommuneCode is null ? [] : places)
        {
            var (first, last) = SheetLikeness.Range(place);
            others.AddRange(await ofKind.Where(s => s.Likeness >= first && s.Likeness <= last).OrderBy(s => s.Id).Take(MostWithoutCommune).ToListAsync(cancel));
        }

        return others.Where(other => NamesOf(other).Select(Fold.Words).Any(known => SimilarNames.AreClose(name, known))
            && SimilarNames.AreNear(content.CommuneCode, content.Location, other.CommuneCode, other.Location)).Take(5).ToList();
    }

    /// <summary>As people write them: "AMF" is a name too.</summary>
    private static IEnumerable<string> NamesOf(Sheet sheet) => sheet.Acronym is { } acronym ? [sheet.Title, acronym, .. sheet.Aliases] : [sheet.Title, .. sheet.Aliases];

    /// <summary>The commune, those beside it, and nowhere.</summary>
    private static List<string?> Around(Gazetteer gazetteer, string? code) =>
        gazetteer.Find(code) is not { } commune ? []
        : commune.Location is { } centre ? [null, commune.Code, .. gazetteer.Communes.Where(c => c.Location is { } there && c.Code != commune.Code && there.KilometresTo(centre) <= NeighbourKm).Select(c => c.Code)]
        : [null, commune.Code];
}
