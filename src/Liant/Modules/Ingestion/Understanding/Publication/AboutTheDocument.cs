using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Ingestion.Understanding.Publication;

/// <summary>What a document says of itself: title, series and number, date, the fields of the RTES base, the territory that all of it is about.</summary>
internal static class AboutTheDocument
{
    private static readonly Phrases<string> Series = new(new[]
    {
        ("Déniché pour vous", "Déniché pour vous"), ("Lettre du RTES", "Lettre du RTES"), ("Lettre de l'économie solidaire", "Lettre de l’économie solidaire"), ("supplément territoire", "Supplément territoire"), ("RepèrESS", "RepèrESS"), ("fiche retour d'expérience", "Fiches retours d’expérience"),
        ("fiches retours d'expérience", "Fiches retours d’expérience"), ("lettre du réseau", "Lettre du réseau"), ("lettre", "Lettre"), ("bulletin", "Bulletin"), ("portrait", "Portrait"), ("cahier", "Cahier"), ("newsletter", "Newsletter"), ("info-lettre", "Info-lettre"),
    });

    public static Reading Of(TextInParts parts, DocumentText document, IReadOnlyList<Proposal> proposals)
    {
        var evidence = new Dictionary<string, Passage>();
        var title = document.Title ?? TitleOf(parts, evidence);
        var reading = new Reading(document.Name) { Title = title, Proposals = proposals, Evidence = evidence };
        if (SeriesOf(parts) is { } series)
        {
            evidence["series"] = series.Passage;
            reading = reading with { SeriesName = series.Name, SeriesNumber = series.Number };
        }

        if (DateOf(parts) is { } date)
        {
            evidence["date"] = date.Passage;
            reading = reading with { Date = date.Date };
        }

        return WithTerritory(parts, WithFields(parts, reading, evidence), evidence);
    }

    private static string? TitleOf(TextInParts parts, Dictionary<string, Passage> evidence)
    {
        var lines = parts.Layout.Paragraphs.Where(p => parts.Tokens[p.End - 1].End - parts.Tokens[p.First].Start is > 10 and < 250).ToList();
        var longEnough = lines.Find(line => !IsFurniture(parts.Tokens, line)) ?? lines.FirstOrDefault();
        if (longEnough is null)
        {
            return null;
        }

        var passage = parts.Tokens.Passage(longEnough.First, longEnough.End);
        evidence["title"] = passage;
        return Candidates.Tidy(passage.In(parts.Tokens.Text)).TrimStart('#', ' ');
    }

    /// <summary>"Aller au contenu principal", "Accueil > Ressources", "TERRITOIRES / Grand Est", "[Grand entretien]", "Publié le …", the name of who publishes: what stands above a title.</summary>
    private static bool IsFurniture(Tokens tokens, Paragraph line)
    {
        var (first, next) = (tokens[line.First], tokens[line.First + 1]);
        return first.Mark == '[' || (KnownNames.Networks.At(tokens, line.First) is var (_, end) && end >= line.End) || Enumerable.Range(line.First, Math.Min(12, line.End - line.First)).Any(k => tokens[k].Mark is '>' or '|' or '/' or '›')
            || (first.Folded == "aller" && next.Folded is "au" or "a") || (first.Folded == "vous" && next.Folded == "etes") || first.Folded is "publie" or "partager" or "accueil" or "menu" or "rechercher" or "dossier" && line.End - line.First < 4 || (first.Folded == "ce" && next.Folded == "site");
    }

    /// <summary>"Cette 33ième lettre du réseau", "Fiche Déniché pour vous n°87" as a title: the document's own number; a list of several numbers is a list of others.</summary>
    private static (string Name, int Number, Passage Passage)? SeriesOf(TextInParts parts)
    {
        var found = parts.Layout.Sentences.Where(s => parts.ParagraphOf(s) is { IsRepeated: false, IsCaption: false }).SelectMany(s => SeriesIn(parts, s.First, s.End)).ToList();
        return found.Select(f => f.Number).Distinct().Count() == 1 || (found.Count > 0 && parts.SentenceAt(0) is 0 && found[0].Passage.Start < 3000) ? found[0] : null;
    }

    internal static IEnumerable<(string Name, int Number, Passage Passage)> SeriesIn(TextInParts parts, int first, int end)
    {
        var tokens = parts.Tokens;
        for (var i = first; i < end; i++)
        {
            if (Series.At(tokens, i) is not var (name, behind))
            {
                continue;
            }

            if (Ordinal(tokens[i - 1]) is { } ordinal)
            {
                yield return (name, ordinal, tokens.Passage(i - 1, behind));
            }

            for (var k = behind; k < end && k - behind < 4; k++)
            {
                if (tokens[k] is { IsNumber: true, Length: < 4 } number && (tokens[k - 1].Mark == '°' || tokens[k - 1].Folded is "n" or "no" or "numero"))
                {
                    yield return (name, int.Parse(number.Folded, CultureInfo.InvariantCulture), tokens.Passage(i, k + 1));
                    break;
                }
            }

            i = behind - 1;
        }
    }

    /// <summary>"33e", "33ième", "1er".</summary>
    private static int? Ordinal(Token token)
    {
        var digits = token.Folded.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 4 && token.Folded[digits..] is "e" or "er" or "eme" or "ieme" or "re" ? int.Parse(token.Folded[..digits], CultureInfo.InvariantCulture) : null;
    }

    /// <summary>"Publié le 15 juin 2021"; else the one full date or month of the first lines.</summary>
    private static (PartialDate Date, Passage Passage)? DateOf(TextInParts parts)
    {
        var tokens = parts.Tokens;
        (PartialDate, Passage)? first = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!(tokens[i] is { IsNumber: true, Length: 4 } year && year.Folded[0] == '2') || Array.IndexOf(DatesInText.Months, tokens[i - 1].Folded) is not (>= 0 and var month))
            {
                continue;
            }

            var day = tokens[i - 2].IsNumber || tokens[i - 2].Folded == "1er" ? int.Parse(tokens[i - 2].Folded.TrimEnd('e', 'r'), CultureInfo.InvariantCulture) : 0;
            var text = day is > 0 and < 32 ? $"{year.Folded}-{month + 1:00}-{day:00}" : $"{year.Folded}-{month + 1:00}";
            if (!PartialDate.TryParse(text, out var date))
            {
                continue;
            }

            var start = i - (day > 0 ? 2 : 1);
            var isSaid = Enumerable.Range(Math.Max(0, start - 4), Math.Min(start, 4)).Any(k => tokens[k].Stem is "publie" or "publiee" or "parution" or "paru" or "edition" or "jour" or "date");
            var passage = tokens.Passage(Math.Max(0, isSaid ? start - 2 : start), i + 1);
            if (isSaid)
            {
                return (date, passage);
            }

            var paragraph = parts.ParagraphOf(parts.SentenceOf(i));
            if (first is null && parts.SentenceOf(i).Paragraph < 8 && paragraph.End - paragraph.First < 8)
            {
                first = (date, passage);
            }
        }

        return first;
    }

    /// <summary>"Catégorie", "Type de ressource", "Ressource privée", "Résumé": a label alone on its line, its value below; the first resource of a page counts.</summary>
    private static Reading WithFields(TextInParts parts, Reading reading, Dictionary<string, Passage> evidence)
    {
        foreach (var (label, value) in RtesFields.Of(parts))
        {
            var passage = parts.Tokens.Passage(value.First, value.End);
            var text = Candidates.Tidy(passage.In(parts.Tokens.Text));
            reading = label switch
            {
                "categorie" when reading.Category is null => reading with { Category = text },
                "type de ressource" when reading.ResourceType is null => reading with { ResourceType = text },
                "ressource privee" when reading.IsPrivateResource is null && text is "Oui" or "Non" => reading with { IsPrivateResource = text == "Oui" },
                "resume" when reading.Summary is null => reading with { Summary = text },
                _ => reading,
            };
            evidence.TryAdd(label switch { "categorie" => "category", "type de ressource" => "resourceType", "ressource privee" => "isPrivateResource", _ => "summary" }, passage);
        }

        return reading;
    }

    /// <summary>The region or the département named most, where it is named at least three times and twice as often as the next; a single town where all proposals lie in it.</summary>
    private static Reading WithTerritory(TextInParts parts, Reading reading, Dictionary<string, Passage> evidence)
    {
        var communes = reading.Proposals.Where(p => p.Kind == ProposalKind.Initiative).Select(p => p.Commune?.Code).Distinct().Take(2).ToList();
        if (communes is [{ } only])
        {
            evidence["territory"] = reading.Proposals.First(p => p.Commune?.Code == only).Evidence["commune"];
            return reading with { Territory = only };
        }

        var areas = parts.Places.Where(p => p.Territory is { Kind: not TerritoryKind.Commune } && !p.IsAddress).GroupBy(p => p.Territory!.Code).OrderByDescending(group => group.Count()).Take(2).ToList();
        if (areas.Count == 0 || areas[0].Count() < 3 || (areas.Count == 2 && areas[0].Count() < 2 * areas[1].Count()))
        {
            return reading;
        }

        var mention = areas[0].First();
        evidence["territory"] = ProposalOf.Widened(parts, parts.Tokens.Passage(mention.First, mention.End));
        return reading with { Territory = areas[0].Key };
    }
}
