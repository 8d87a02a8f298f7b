using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Ingestion.Understanding.Places;

/// <summary>Which of several territories of one name is meant: what the text says nearest decides; without a word of it, nothing does.</summary>
internal static class Homonyms
{
    /// <summary>A name alone means the great town where it has this many inhabitants and this many times those of its homonyms.</summary>
    private const int GreatTown = 2_000;

    private const int TimesGreater = 10;

    /// <summary>Tokens around a mention that count as beside it: about two sentences.</summary>
    private const int Near = 60;

    public static List<PlaceMention> Settle(List<PlaceMention> mentions, Tokens tokens, Gazetteer gazetteer)
    {
        var settled = mentions.ConvertAll(mention => mention.Territory is null ? Alone(mention, tokens) : mention);
        for (var i = 0; i < settled.Count; i++)
        {
            // "de Guise à la frontière", "de Camopi à Grand-Santi": as far as it goes, not where it is.
            if (tokens[settled[i].First - 1].Folded is "de" or "d" or "du" && tokens[settled[i].First - 2].Mark is ',' or ':' or '(' or '-' && tokens[settled[i].End].Folded is "a" or "au" or "aux" or "jusqu")
            {
                settled[i] = settled[i] with { Grip = PlaceGrip.Bare };
                if (i + 1 < settled.Count && settled[i + 1].First == settled[i].End + 1)
                {
                    settled[i + 1] = settled[i + 1] with { Grip = PlaceGrip.Bare };
                }
            }
        }

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < settled.Count; i++)
            {
                if (settled[i].Territory is null && settled[i].Candidates.Count > 1)
                {
                    settled[i] = ByTheSameName(settled, i) ?? ByNeighbours(settled, i, Near, gazetteer) ?? ByNeighbours(settled, i, int.MaxValue, gazetteer) ?? settled[i];
                }
            }
        }

        return settled.ConvertAll(mention => mention.Territory is null ? ByGreatness(mention) ?? mention : mention);
    }

    /// <summary>A name that one territory bears. "dans les Landes", "en Creuse", "la Vienne" is the département, "à Vienne" the commune.</summary>
    private static PlaceMention Alone(PlaceMention mention, Tokens tokens)
    {
        var areas = mention.Candidates.Where(t => t.Kind is TerritoryKind.Departement or TerritoryKind.Region).ToList();
        if (areas.Count > 0 && mention.Candidates.Count > areas.Count)
        {
            var before = tokens[mention.First - 1].Folded;
            var isArea = mention.NameEnd - mention.First > 1 ? mention.Grip != PlaceGrip.At || tokens[mention.First].Folded is "la" or "le" : before is "la" or "le" or "les" or "l" or "en" or "du" or "des" || mention.Grip is PlaceGrip.Bare && tokens[mention.First - 1].Mark is '(' or ',';
            // "la Région Bretagne", where a village is called so too.
            isArea |= tokens[mention.First - 1].Folded is "region" or "departement" or "academie" || (mention.Grip is PlaceGrip.Bare && areas.Exists(area => area.Kind == TerritoryKind.Region));
            // "AUBE", a line of its own: of an agenda, or of a list.
            isArea |= mention.Grip is PlaceGrip.Bare && tokens[mention.First].Glue is '\n' or '\r' && tokens[mention.NameEnd].Glue is '\n' or '\r';
            mention = mention with { Candidates = isArea ? areas : mention.Candidates.Except(areas).ToList() };
        }

        // An overseas région and its département are the same ground.
        return mention.Candidates.Count == 1 ? mention with { Territory = mention.Candidates[0] }
            : mention.Candidates.All(t => t.Kind is TerritoryKind.Departement or TerritoryKind.Region) ? mention with { Territory = mention.Candidates.First(t => t.Kind == mention.Candidates.Min(o => o.Kind)) }
            : mention;
    }

    private static PlaceMention? ByTheSameName(List<PlaceMention> all, int index)
    {
        var mention = all[index];
        var known = all.Where(other => other is { Territory: not null, SaysDepartement: true } && mention.Candidates.Contains(other.Territory)).Select(other => other.Territory!).Distinct().Take(2).ToList();
        return known.Count == 1 ? mention with { Territory = known[0] } : null;
    }

    /// <summary>The candidate that lies in an area said nearby; the nearest area decides.</summary>
    private static PlaceMention? ByNeighbours(List<PlaceMention> all, int index, int reach, Gazetteer gazetteer)
    {
        var mention = all[index];
        foreach (var other in all.Where(other => other.Territory is not null && other.Territory.Code != mention.Candidates[0].Code && !other.IsAddress && Distance(other, mention) <= reach).OrderBy(other => Distance(other, mention)).Take(40))
        {
            var area = other.Territory!.Kind == TerritoryKind.Commune ? gazetteer.Find(other.Territory.DepartementCode) : other.Territory;
            if (area is not null && mention.Candidates.Where(c => c.Kind == TerritoryKind.Commune && Gazetteer.Contains(area, c)).Take(2).ToList() is [var one])
            {
                return mention with { Territory = one };
            }
        }

        return null;
    }

    private static PlaceMention? ByGreatness(PlaceMention mention)
    {
        var bySize = mention.Candidates.Where(t => t.Kind == TerritoryKind.Commune).OrderByDescending(Inhabitants).Take(2).ToList();
        return bySize.Count == 2 && Inhabitants(bySize[0]) >= GreatTown && Inhabitants(bySize[0]) >= TimesGreater * Inhabitants(bySize[1]) ? mention with { Territory = bySize[0] } : null;
    }

    private static int Inhabitants(Territory territory) => territory.Population?.Inhabitants ?? 0;

    private static int Distance(PlaceMention a, PlaceMention b) => Math.Abs(a.First - b.First);
}
