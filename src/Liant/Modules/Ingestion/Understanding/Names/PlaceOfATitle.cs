using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>Where a title says that its thing is, when not beside the name: on the line above or below, in a label, in an address.</summary>
internal static class PlaceOfATitle
{
    /// <summary>"Lieu : Langon (Gironde)", "Où ? Langon (Gironde)" a little below a title.</summary>
    public static PlaceMention? LabelledBelow(TextInParts parts, int index)
    {
        for (var p = index + 1; p <= index + 4 && p < parts.Layout.Paragraphs.Count; p++)
        {
            var first = parts.Layout.Paragraphs[p].First;
            var isLabel = (parts.Tokens[first].Stem is "lieu" or "commune" or "localisation" or "adresse" or "ville" && parts.Tokens[first + 1].Mark == ':') || (parts.Tokens[first].Stem == "territoire" && parts.Tokens[first + 1].Mark == ':' && p <= index + 2) || (parts.Tokens[first].Folded == "ou" && parts.Tokens[first + 1].Mark == '?');
            // "22160 Callac"
            if (parts.PlacesIn(first, parts.Layout.Paragraphs[p].End).FirstOrDefault() is { IsAddress: true, IsCommune: true, Territory: not null } address && address.First <= first + 1)
            {
                return address;
            }

            // "Où ? Ancienne école, Langon", "Où ? Langon, entre Bazas et La Réole"; "sur tout le territoire de …" is no commune.
            if (isLabel && parts.PlacesIn(first + 2, parts.Layout.Paragraphs[p].End).FirstOrDefault() is { IsCommune: true, Territory: not null } said && (said.First == first + 2 || parts.Tokens[said.First - 1].Mark is ',' or '-' || said.Grip >= PlaceGrip.Governed))
            {
                return said;
            }
        }

        return null;
    }

    /// <summary>The line just below says where, or a label does.</summary>
    public static PlaceMention? PlaceLineBelow(TextInParts parts, int index) =>
        (index + 1 < parts.Layout.Paragraphs.Count && OnlyPlace(parts, parts.Layout.Paragraphs[index + 1]) is { SaysDepartement: true } place ? place : null) ?? LabelledBelow(parts, index);

    /// <summary>A title, and a line that is nothing but a commune, or ends with one ("SCIC - Privas (07)"), a little below it.</summary>
    public static PlaceMention? PlaceBelow(TextInParts parts, int index)
    {
        for (var p = index + 1; p <= index + 2 && p < parts.Layout.Paragraphs.Count; p++)
        {
            var paragraph = parts.Layout.Paragraphs[p];
            // "SE LOGER", "La Maison des Tilleuls", "Langon, Gironde (33)": of the line between.
            if (p == index + 2 && parts.Tokens[parts.Layout.Paragraphs[p - 1].First].Glue == '\n' && parts.Layout.Paragraphs[p - 1].IsHeading && parts.AreUpper(parts.Layout.Paragraphs[index].First, parts.Layout.Paragraphs[index].End) && !parts.AreUpper(parts.Layout.Paragraphs[p - 1].First, parts.Layout.Paragraphs[p - 1].End) && Genre.All.At(parts.Tokens, parts.Layout.Paragraphs[p - 1].First) is null)
            {
                return null;
            }

            if (OnlyPlace(parts, paragraph) is { } place)
            {
                // The head of another block is another's.
                var isHead = parts.Tokens[paragraph.First].Glue == '\r' && p + 1 < parts.Layout.Paragraphs.Count && parts.Tokens[parts.Layout.Paragraphs[p + 1].First].Glue == '\n';
                return isHead ? null : place;
            }
        }

        return null;
    }

    /// <summary>"DOUARNENEZ" on the line above.</summary>
    public static PlaceMention? PlaceAbove(TextInParts parts, int index) =>
        index > 0 && parts.Tokens[parts.Layout.Paragraphs[index].First].Glue == '\n' ? OnlyPlace(parts, parts.Layout.Paragraphs[index - 1]) : null;

    public static PlaceMention? OnlyPlace(TextInParts parts, Paragraph paragraph) =>
        paragraph.End - paragraph.First < 16 && (parts.PlaceAt(paragraph.End - 1) ?? parts.PlacesIn(paragraph.First, paragraph.End).LastOrDefault()) is { IsCommune: true, Territory: not null } place && place.End >= paragraph.End - 1
            && (place.First == paragraph.First || parts.Tokens[place.First - 1].Mark is '-' or '|' or '•') ? place
        // "Saint-Céré, Lot – 3 500 habitants – Petite ville de demain"
        : paragraph.End - paragraph.First < 20 && parts.PlaceAt(paragraph.First) is { IsCommune: true, Territory: not null } head && (head.SaysDepartement || IsAreaToTheEnd(parts, paragraph, head)) && head.First == paragraph.First && (head.End >= paragraph.End - 1 || IsAreaToTheEnd(parts, paragraph, head) || parts.Tokens[head.End].Mark is '-' or '|' or '•') ? head : null;

    /// <summary>"Langon, Gironde".</summary>
    public static bool IsAreaToTheEnd(TextInParts parts, Paragraph paragraph, PlaceMention head)
    {
        // "Lussac-les-Châteaux, Vienne (86)"
        var end = parts.Tokens[paragraph.End - 1].Mark == ')' && parts.Tokens[paragraph.End - 2].IsNumber ? paragraph.End - 3 : paragraph.End;
        return parts.Tokens[head.End].Mark is ',' or '-' && parts.PlaceAt(end - 1) is { IsCommune: false } area && area.First == head.End + 1;
    }
}
