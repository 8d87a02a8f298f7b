using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>The town that a whole document is of: a line of its head says so, its headline begins there, or its mayor answers.</summary>
internal static class TownOfTheDocument
{
    private const int Head = 25;

    public static PlaceMention? Of(TextInParts parts) => Labelled(parts) ?? OfItsBulletin(parts) ?? Alone(parts) ?? OfTheHeadline(parts) ?? OfTheMayor(parts);

    /// <summary>"Commune : Langon (33)", once, at the head of a sheet.</summary>
    private static PlaceMention? Labelled(TextInParts parts)
    {
        var labelled = parts.Layout.Paragraphs.Select((paragraph, index) => (paragraph, index)).Where(one => parts.Tokens[one.paragraph.First].Stem is "commune" or "localisation" or "lieu" or "ville" && parts.Tokens[one.paragraph.First + 1].Mark == ':').ToList();
        return labelled is [var (line, at)] && at < Head ? parts.PlacesIn(line.First, line.End).FirstOrDefault(place => place is { IsCommune: true, Territory: not null }) : null;
    }

    /// <summary>"Bulletin municipal de la ville de Langon – n° 58", "Le magazine de la ville de Langon".</summary>
    private static PlaceMention? OfItsBulletin(TextInParts parts)
    {
        foreach (var paragraph in parts.Layout.Paragraphs.Take(6).Where(paragraph => paragraph.IsHeading && Enumerable.Range(paragraph.First, paragraph.End - paragraph.First).Any(k => parts.Tokens[k].Stem is "municipal" or "municipale" || (parts.Tokens[k].Stem is "magazine" or "bulletin" or "journal" && parts.Tokens[k + 1].Folded == "de" && parts.Tokens[k + 3].Stem is "ville" or "commune"))))
        {
            if (parts.PlacesIn(paragraph.First, paragraph.End).FirstOrDefault(place => place is { IsCommune: true, Territory: not null } && parts.Tokens[place.First - 1].Folded is "de" or "d" or "du") is { } town)
            {
                return town;
            }
        }

        return null;
    }

    /// <summary>"Commune de Langon, Gironde" as a line of the head, or the town’s name alone: the one line of all that is nothing else.</summary>
    private static PlaceMention? Alone(TextInParts parts)
    {
        PlaceMention? town = null;
        foreach (var (paragraph, index) in parts.Layout.Paragraphs.Select((paragraph, index) => (paragraph, index)))
        {
            var isOf = index < 6 && parts.Tokens[paragraph.First].Stem is "commune" or "ville" or "mairie" && parts.Tokens[paragraph.First + 1].Folded is "de" or "d" or "du";
            if (parts.PlaceAt(isOf ? paragraph.First + 2 : paragraph.First) is not { IsCommune: true, Territory: not null } place || (place.End < paragraph.End - (isOf ? 4 : 0)))
            {
                continue;
            }

            if (index < 6 && town is null)
            {
                town = place;
            }
            else if (town?.Territory != place.Territory)
            {
                return null;
            }
        }

        return town;
    }

    /// <summary>"Langon redynamise son marché", "Langon (33) relance…", "À Langon, on rouvre": the one headline that begins with a town.</summary>
    private static PlaceMention? OfTheHeadline(TextInParts parts)
    {
        var headlines = new List<(PlaceMention Place, int Paragraph)>();
        foreach (var (paragraph, index) in parts.Layout.Paragraphs.Select((paragraph, index) => (paragraph, index)).Where(one => one.paragraph.IsHeading))
        {
            var isIn = parts.Tokens[paragraph.First].Folded is "a" or "au";
            var first = isIn ? paragraph.First + 1 : paragraph.First;
            if (parts.PlaceAt(first) is { IsCommune: true, Territory: not null } place && place.First == first && place.End < paragraph.End
                && (isIn ? parts.Tokens[place.End].Mark is ',' or ':' : place.SaysDepartement || parts.Tokens[place.End] is { IsWord: true, IsCapital: false } or { Mark: ':' }))
            {
                headlines.Add((place, index));
            }
        }

        return headlines is [var (town, at), ..] && at < 4 && headlines.TrueForAll(other => other.Place.Territory == town.Territory) ? town : null;
    }

    /// <summary>"Entretien avec …, maire de Langon" at its head, and questions below.</summary>
    private static PlaceMention? OfTheMayor(TextInParts parts)
    {
        if (parts.Layout.Paragraphs.Count(paragraph => parts.Tokens[paragraph.End - 1].Mark == '?') < 3 && !parts.Layout.Paragraphs.Take(3).Any(paragraph => Intro.IsInterview(parts, paragraph)))
        {
            return null;
        }

        var end = parts.Layout.Paragraphs[Math.Min(6, parts.Layout.Paragraphs.Count) - 1].End;
        var places = parts.PlacesIn(0, end).Where(place => place is { IsCommune: true, Territory: not null }).ToList();
        // "À Langon, … Entretien avec …, maire de la commune".
        return places.Find(place => parts.Tokens[place.First - 1].Folded is "de" or "d" or "du" && parts.Tokens[place.First - 2].Stem is "maire" or "mairesse")
            ?? (Enumerable.Range(0, end).Any(k => parts.Tokens[k].Stem is "maire" && parts.Tokens[k + 1].Folded == "de" && parts.Tokens[k + 2].Folded == "la" && parts.Tokens[k + 3].Folded is "commune" or "ville") ? places.Find(place => parts.ParagraphOf(parts.SentenceOf(place.First)).First == place.First - 1) : null);
    }
}
