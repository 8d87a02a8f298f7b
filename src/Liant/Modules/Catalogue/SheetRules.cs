using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue;

/// <summary>What a sheet must satisfy, whoever writes it. Field names are those of the form and of the files.</summary>
internal static class SheetRules
{
    public const int TitleLength = 200;
    public const int SummaryLength = 500;
    public const int TextLength = 20_000;
    public const int ListLength = 50;
    public const int AddressLength = 300;

    public static FieldErrors Check(SheetContent content, Gazetteer gazetteer)
    {
        var errors = new FieldErrors();
        Required(errors, "title", content.Title, TitleLength);
        Required(errors, "summary", content.Summary, SummaryLength);
        LongTexts(errors, content);
        ShortTexts(errors, content);

        Plain(errors, "address", content.Address, AddressLength);
        for (var i = 0; i < content.Particulars.Count; i++)
        {
            Required(errors, "particulars", content.Particulars[i].Label, TitleLength);
            Plain(errors, "particulars", content.Particulars[i].Text, TextLength);
        }

        Slugs(errors, "themes", content.Themes, Vocabulary.Themes);
        Slugs(errors, "cooperation", content.Cooperation, Vocabulary.Cooperation);
        Slugs(errors, "levers", content.Levers, Vocabulary.Levers);
        Slugs(errors, "statuses", content.Statuses, Vocabulary.Statuses);
        Slug(errors, "legalForm", content.LegalForm, Vocabulary.Forms);
        Slug(errors, "stage", content.Stage, Vocabulary.Stages);
        Slug(errors, "type", content.ResourceType, Vocabulary.ResourceTypes);
        Where(errors, content, gazetteer);
        Facts(errors, content);
        Years(errors, content);
        return errors;
    }

    private static void LongTexts(FieldErrors errors, SheetContent c)
    {
        Plain(errors, "body", c.Body, TextLength);
        Plain(errors, "context", c.Context, TextLength);
        Plain(errors, "activities", c.Activities, TextLength);
        Plain(errors, "outcome", c.Outcome, TextLength);
        Plain(errors, "plans", c.Plans, TextLength);
    }

    private static void ShortTexts(FieldErrors errors, SheetContent c)
    {
        Plain(errors, "acronym", c.Acronym, TitleLength);
        Plain(errors, "areaLabel", c.AreaLabel, TitleLength);
        Plain(errors, "seriesName", c.SeriesName, TitleLength);
        Plain(errors, "category", c.Category, TitleLength);
        Plain(errors, "venue", c.Venue, TitleLength);
        Plain(errors, "operator", c.Operator, TitleLength);
        Each(errors, "aliases", c.Aliases);
        Each(errors, "keywords", c.Keywords);
        Each(errors, "publishers", c.Publishers);
        Each(errors, "organisers", c.Organisers);
    }

    private static void Each(FieldErrors errors, string field, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            Plain(errors, field, texts[i], TitleLength);
        }
    }

    private static void Required(FieldErrors errors, string field, string text, int length)
    {
        if (Fold.IsWordless(text))
        {
            errors.Add(field, "À renseigner.");
        }

        Plain(errors, field, text, length);
    }

    private static void Plain(FieldErrors errors, string field, string? text, int length)
    {
        if (text?.Length > length)
        {
            errors.Add(field, $"{length} caractères au plus ({text.Length} reçus).");
        }

        if (text is not null && Fold.HasControlCharacters(text))
        {
            errors.Add(field, "Contient des caractères invisibles : retapez ce texte.");
        }
    }

    private static void Slugs(FieldErrors errors, string field, IReadOnlyList<string> slugs, Vocabulary vocabulary)
    {
        for (var i = 0; i < slugs.Count; i++)
        {
            Slug(errors, field, slugs[i], vocabulary);
        }
    }

    private static void Slug(FieldErrors errors, string field, string? slug, Vocabulary vocabulary)
    {
        if (slug is not null && !vocabulary.Has(slug))
        {
            errors.Add(field, $"Valeur inconnue : « {slug} ».");
        }
    }

    private static void Where(FieldErrors errors, SheetContent content, Gazetteer gazetteer)
    {
        if (content.CommuneCode is { } commune && gazetteer.Find(commune) is not { Kind: TerritoryKind.Commune })
        {
            errors.Add("commune", $"Commune inconnue : « {commune} ».");
        }

        if (content.AreaCode is { } area && gazetteer.Find(area) is null)
        {
            errors.Add("area", $"Territoire inconnu : « {area} ».");
        }

        if (content.Location is { } point && (point.Lat is not (>= -90 and <= 90) || point.Lon is not (>= -180 and <= 180)))
        {
            errors.Add("lat", "Latitude entre -90 et 90, longitude entre -180 et 180.");
        }
    }

    private static void Facts(FieldErrors errors, SheetContent content)
    {
        var sources = content.AllSources;
        if (sources.Count == 0)
        {
            errors.Add("sources", "Indiquez au moins une source : chaque fait doit pouvoir être vérifié.");
        }

        foreach (var source in content.Sources)
        {
            Required(errors, "sources", source.Title, 300);
            Plain(errors, "sources", source.Key, 120);
            Web(errors, "sources", source.Url);
        }

        for (var i = 0; i < content.Links.Count; i++)
        {
            Web(errors, "links", content.Links[i].Url);
        }

        Web(errors, "url", content.Url);
        for (var i = 0; i < content.Figures.Count; i++)
        {
            if (!Has(sources, content.Figures[i].Source) || string.IsNullOrWhiteSpace(content.Figures[i].Label))
            {
                errors.Add("figures", "Chaque chiffre a un intitulé et une source de la fiche.");
                break;
            }
        }

        for (var i = 0; i < content.Funding.Count; i++)
        {
            Slug(errors, "funding", content.Funding[i].Kind, Vocabulary.Funding);
        }

        for (var i = 0; i < content.Funding.Count; i++)
        {
            if (!Has(sources, content.Funding[i].Source) || content.Funding[i].AmountCents < 0)
            {
                errors.Add("funding", "Chaque financement a une source de la fiche et un montant positif.");
                break;
            }
        }

        if (content.Themes.Count + content.Keywords.Count + content.Aliases.Count + sources.Count + content.Figures.Count + content.Funding.Count + content.Particulars.Count > 4 * ListLength)
        {
            errors.Add("keywords", $"Trop d’éléments : {4 * ListLength} au plus en tout.");
        }
    }

    private static bool Has(IReadOnlyList<Source> sources, string key)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Key == key)
            {
                return true;
            }
        }

        return false;
    }

    private static void Web(FieldErrors errors, string field, string? url)
    {
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && url.Length <= 500))
        {
            errors.Add(field, $"Adresse attendue, commençant par https:// ou http:// : « {url.Shown(80)} ».");
        }
    }

    private static void Years(FieldErrors errors, SheetContent content)
    {
        if (content.StartedIn is not (null or (>= 1000 and <= 2200)))
        {
            errors.Add("startedIn", "Année attendue, par exemple 2019.");
        }

        if (content.EndedIn is not (null or (>= 1000 and <= 2200)) || content.EndedIn < content.StartedIn)
        {
            errors.Add("endedIn", "Année attendue, après celle du début.");
        }

        if (content.EndsOn is { } end && content.StartsOn is { } start && end < start)
        {
            errors.Add("endsOn", "La fin est avant le début.");
        }

        if (content.Pages is not (null or (>= 1 and <= 10_000)))
        {
            errors.Add("pages", "Nombre de pages entre 1 et 10 000.");
        }

        if (content.SeriesNumber is not (null or (>= 0 and <= 1_000_000)))
        {
            errors.Add("seriesNumber", "Numéro entre 0 et 1 000 000.");
        }
    }
}
