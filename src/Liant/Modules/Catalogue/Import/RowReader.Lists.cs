using System.Globalization;
using System.Text.RegularExpressions;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Tables;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Import;

/// <summary>The cells that hold lists, words of a vocabulary or whole texts.</summary>
internal sealed partial class RowReader
{
    private const int SummaryAim = 300;

    /// <summary>A name too long for a heading is shortened at a word; the whole of it then begins the text.</summary>
    private static (string Title, string? Whole) TitleOf(Cells cells, ReadRow read)
    {
        var title = cells.Text("titre")?.ReplaceLineEndings(" ") ?? "";
        if (title.Length <= SheetRules.TitleLength)
        {
            return (title, null);
        }

        read.Remarks.Add($"titre de {title.Length} caractères : raccourci, il est entier au début du texte");
        var cut = title.LastIndexOf(' ', SheetRules.TitleLength - 2);
        return (title.Cut(cut > 80 ? cut : SheetRules.TitleLength - 1).TrimEnd(',', ';', ':', '-', ' ') + "…", title);
    }

    /// <summary>The summary is the file's own, or the beginning of its text, or says what and where; the text is kept whole.</summary>
    private (string Summary, string? Body) SummaryAndBody(
        Cells cells, ReadRow read, string title, Territory? commune, List<string> keywords, IReadOnlyList<string> statuses, string? legalForm)
    {
        var (summary, body) = (cells.Text("resume"), cells.Text("texte"));
        if (summary is null && body is not null)
        {
            (summary, body) = body.Length <= SummaryAim && !body.Contains('\n', StringComparison.Ordinal) ? (body, null) : (Beginning(body), body);
        }
        else if (summary is { Length: > SheetRules.SummaryLength } || summary?.Contains("\n\n", StringComparison.Ordinal) == true)
        {
            (summary, body) = (Beginning(summary), body is null ? summary : summary + "\n\n" + body);
        }

        if (summary is not null && !Fold.IsWordless(summary))
        {
            return (summary.ReplaceLineEndings(" "), body == summary ? null : body);
        }

        var what = statuses.Count > 0 ? Vocabulary.Statuses.Find(statuses[0])?.Fr : keywords.Count > 0 ? keywords[0]
            : legalForm is not null ? Vocabulary.Forms.Find(legalForm)?.Fr : null;
        what ??= read.Kind switch { SheetKind.Organisation => "Organisation", SheetKind.Initiative => "Initiative", SheetKind.Resource => "Ressource", SheetKind.Event => "Événement", _ => "Programme" };
        what = what.Length > 0 ? char.ToUpper(what[0], CultureInfo.InvariantCulture) + what[1..] : title;
        return (commune is null ? what + "." : $"{what}, à {geography.Gazetteer.Label(commune)}.", body);
    }

    /// <summary>As most texts are: nothing is to be put together anew.</summary>
    private static bool IsOfSingleSpaces(string text) => !text.AsSpan().ContainsAny('\n', '\t') && !text.Contains("  ", StringComparison.Ordinal) && !text.StartsWith(' ') && !text.EndsWith(' ');

    private static string Beginning(string text)
    {
        var plain = IsOfSingleSpaces(text) ? text : string.Join(' ', text.Split((char[])['\n', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length <= SummaryAim)
        {
            return plain;
        }

        var sentence = plain.LastIndexOfAny(['.', '!', '?'], SummaryAim - 1);
        var space = plain.LastIndexOf(' ', SummaryAim - 1);
        return sentence >= 80 ? plain[..(sentence + 1)] : plain.Cut(space >= 80 ? space : SummaryAim - 1).TrimEnd(',', ';', ':', ' ') + "…";
    }

    private (List<string> Themes, List<string> Keywords) ThemesOf(Cells cells)
    {
        var themes = SlugsOf(cells, "themes", Vocabulary.Themes);
        var keywords = Words(cells, "mots_cles");
        if (cells["categories"] is null)
        {
            return (themes, keywords);
        }

        var unnamed = 0;
        foreach (var word in Braced(cells["categories"]))
        {
            var category = categories.GetValueOrDefault(word);
            if (category is null && word.All(char.IsAsciiDigit))
            {
                unnamed++;
                continue;
            }

            if ((category?.Label ?? cells.Plain(word)?.ReplaceLineEndings(" ")) is not { } label)
            {
                continue;
            }

            if ((category is null ? ThemeWords.ThemeOf(label) : category.Theme) is { } theme && !themes.Contains(theme))
            {
                themes.Add(theme);
            }

            keywords.Add(label.Cut(SheetRules.TitleLength));
        }

        if (unnamed > 0 && keywords.Count == 0)
        {
            cells.Read.Remarks.Add("catégories sans nom dans ce fichier : envoyez d’abord sa taxonomie, sous le même nom de source");
        }

        return (themes, keywords.Distinct(StringComparer.CurrentCultureIgnoreCase).Take(SheetRules.ListLength).ToList());
    }

    /// <summary>Lists as databases write them: {Médiathèque,"Promeneur du net"}.</summary>
    private static List<string> Braced(string? cell) =>
        cell is ['{', .., '}'] ? [.. BracedItem().Matches(cell[1..^1]).Select(item => item.Groups[1].Success ? item.Groups[1].Value : item.Groups[2].Value).Where(item => item.Length > 0).Distinct()]
        : cell is null ? []
        : CellText.ToList(cell) is [var only] && only.Contains(',', StringComparison.Ordinal) ? [.. only.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        : CellText.ToList(cell);

    private static List<string> Words(Cells cells, string target) => cells[target] is null ? []
        : CellText.ToList(cells[target]).Select(word => cells.Plain(word)?.ReplaceLineEndings(" ")).OfType<string>().Distinct().ToList();

    /// <summary>Names of bodies: "A | B", "A;B", or [{ nom: 'A', … }] as the national scheme for aids writes it.</summary>
    private static List<string> NamesOf(Cells cells, string target) =>
        cells[target] is ['[', ..] objects && NameInObject().Matches(objects) is { Count: > 0 } names
            ? [.. names.Select(name => cells.Plain(name.Groups[2].Value)).OfType<string>().Distinct()]
            : Words(cells, target);

    /// <summary>Slugs or labels of a vocabulary; an unknown word is refused with the nearest known one.</summary>
    private static List<string> SlugsOf(Cells cells, string target, Vocabulary vocabulary)
    {
        var cell = cells[target];
        if (cell is null)
        {
            return [];
        }

        if (vocabulary.Find(cell) is { } term)
        {
            return [term.Slug];
        }

        var slugs = new List<string>();
        foreach (var word in CellText.ToList(cell).SelectMany(part => SlugOf(part, vocabulary) is null ? part.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [part]))
        {
            if (SlugOf(word, vocabulary) is { } slug)
            {
                slugs.Add(slug);
            }
            else
            {
                var near = NearestTo(Fold.Slug(word), vocabulary);
                cells.Wrong(target, $"« {Shown(word)} » n’est pas dans la liste" + (near is null ? $" ({string.Join(", ", vocabulary.Terms.Take(20).Select(t => t.Slug))})" : $" ; vouliez-vous dire {near} ?"));
            }
        }

        return slugs.Distinct().ToList();
    }

    /// <summary>Misspelt, or only one of its words ("alimentation" for "alimentation-durable").</summary>
    private static string? NearestTo(string slug, Vocabulary vocabulary) =>
        vocabulary.Terms.Select(t => (t.Slug, Distance: EditDistance.Within(t.Slug, slug, 3))).Where(t => t.Distance is not null).OrderBy(t => t.Distance).Select(t => t.Slug).FirstOrDefault()
        ?? (slug.Length >= 4 ? vocabulary.Terms.Select(t => t.Slug).FirstOrDefault(known => $"-{known}-".Contains($"-{slug}-", StringComparison.Ordinal)) : null);

    private static string? OneSlug(Cells cells, string target, Vocabulary vocabulary) => SlugsOf(cells, target, vocabulary) is [var first, ..] ? first : null;

    private static string? SlugOf(string word, Vocabulary vocabulary)
    {
        if (vocabulary.Has(word))
        {
            return word;
        }

        var folded = Fold.Words(word);
        return vocabulary.Terms.FirstOrDefault(t => Fold.Words(t.Fr) == folded || Fold.Words(t.En) == folded || t.Slug.Replace('-', ' ') == folded || Fold.Words(t.Fr.Split('(')[0]) == folded)?.Slug;
    }

    /// <summary>"statut": the words of another source; what is not a legal form is kept under its heading.</summary>
    private static string? LegalFormOf(Cells cells, List<Particular> particulars)
    {
        if (OneSlug(cells, "forme_juridique", Vocabulary.Forms) is { } exact)
        {
            return exact;
        }

        if (cells["statut"] is not { } words || cells.Plain(words) is not { } status)
        {
            return null;
        }

        var folded = $" {Fold.Words(status)} ";
        var form = SlugOf(status, Vocabulary.Forms)
            ?? (folded.Contains(" associati", StringComparison.Ordinal) || folded is " asso " ? "association" : folded.Contains(" scic ", StringComparison.Ordinal) ? "scic"
                : folded.Contains(" scop ", StringComparison.Ordinal) ? "scop" : folded.Contains(" cooperati", StringComparison.Ordinal) ? "autre-cooperative"
                : folded.Contains(" mutuelle ", StringComparison.Ordinal) ? "mutuelle" : folded.Contains(" fondation ", StringComparison.Ordinal) ? "fondation"
                : folded is " sarl " or " sas " or " sa " or " eurl " or " sasu " ? "societe-commerciale"
                : folded is " commune " or " collectivite " or " mairie " or " departement " or " region " or " muni " or " epci " ? "collectivite" : null);
        if (form is null && status.Length <= 2000)
        {
            particulars.Add(new Particular("Statut", status));
        }

        return form;
    }

    private static List<string> StatusesOf(Cells cells, List<Particular> particulars)
    {
        var statuses = SlugsOf(cells, "agrements", Vocabulary.Statuses);
        if (cells["labels"] is null)
        {
            return statuses;
        }

        var others = new List<string>();
        foreach (var label in Braced(cells["labels"]))
        {
            if (SlugOf(label, Vocabulary.Statuses) is { } slug)
            {
                statuses.Add(slug);
            }
            else if (cells.Plain(label) is { } other)
            {
                others.Add(other);
            }
        }

        if (others.Count > 0)
        {
            particulars.Add(new Particular("Labels", string.Join(", ", others)));
        }

        return statuses.Distinct().ToList();
    }

    private static string? LooseType(Cells cells) =>
        cells["type_libre"] is { } words ? SlugOf(words, Vocabulary.ResourceTypes) ?? Vocabulary.ResourceTypes.Terms.FirstOrDefault(t => $" {Fold.Words(words)} ".Contains($" {Fold.Words(t.Fr)} ", StringComparison.Ordinal))?.Slug : null;

    private List<Particular> ParticularsOf(Cells cells)
    {
        if (!hasParticulars)
        {
            return [];
        }

        var particulars = CellText.ToRows(cells["infos"]).Where(row => row is [not null, not null, ..]).Select(row => new Particular(cells.Plain(row[0]!)?.ReplaceLineEndings(" ") ?? "", cells.Plain(row[1]!) ?? "")).Where(p => p.Text.Length > 0).ToList();
        foreach (var group in kept.GroupBy(column => column.Label))
        {
            var texts = group.Select(column => cells.At(column.Column)).OfType<string>().Select(cells.Plain).OfType<string>().Where(text => !Fold.IsWordless(text)).Distinct().ToList();
            if (texts.Count > 0)
            {
                particulars.Add(new Particular(group.Key.Cut(SheetRules.TitleLength), string.Join("\n", texts)));
            }
        }

        return particulars;
    }

    private List<Link> LinksOf(Cells cells, List<Particular> particulars, ReadRow read) => hasLinks ? AllLinks(cells, particulars, read) : [];

    private static List<Link> AllLinks(Cells cells, List<Particular> particulars, ReadRow read)
    {
        var links = CellText.ToRows(cells["liens"]).Where(row => row is [not null, ..]).Select(row => row is [var label, { } url, ..] ? new Link(cells.Plain(label!) ?? url, url) : new Link(row[0]!, row[0]!)).ToList();
        Add("site_web", "Site");
        Add("page_source", "Page d’origine");
        if (read.Kind != SheetKind.Resource)
        {
            Add("url", "Site");
        }

        return links.DistinctBy(link => link.Url).ToList();

        void Add(string target, string label)
        {
            foreach (var address in cells[target] is { } cell ? cell.Split([' ', '|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 1 } several && several.All(s => s.Contains('.', StringComparison.Ordinal)) ? several : [cell] : [])
            {
                if (WebOr(address, label, particulars, read) is { } web)
                {
                    links.Add(new Link(label, web));
                }
            }
        }
    }

    /// <summary>An address that leads nowhere is kept as a text, so that somebody can put it right.</summary>
    private static string? WebOr(string cell, string label, List<Particular> particulars, ReadRow read)
    {
        if (CellValues.WebAddress(cell) is { } web)
        {
            return web;
        }

        if (PersonalContact.IsIn(cell) || Fold.IsWordless(cell))
        {
            return null;
        }

        particulars.Add(new Particular(label, cell.Cut(2000)));
        read.Remarks.Add($"« {Shown(cell)} » n’est pas une adresse de page : gardé comme texte");
        return null;
    }

    private static string? SiretOf(Cells cells, List<Particular> particulars, ReadRow read)
    {
        if (cells["siret"] is not { } cell)
        {
            return null;
        }

        if (CellValues.Siret(cell) is { } siret)
        {
            return read.Kind == SheetKind.Organisation ? siret : null;
        }

        read.Remarks.Add($"SIRET ou SIREN invalide : « {Shown(cell)} », laissé de côté");
        return null;
    }

    private static List<Figure> FiguresOf(Cells cells, string sourceKey)
    {
        var figures = new List<Figure>();
        foreach (var row in CellText.ToRows(cells["chiffres"]))
        {
            if (row is [{ } label, { } value, ..] && CellValues.Number(value) is { } number)
            {
                figures.Add(new Figure(cells.Plain(label) ?? "", number.Value, Part(row, 2) ?? number.Unit, Part(row, 3) is { } year ? CellValues.Year(year) : null, Part(row, 4) ?? sourceKey, Part(row, 5) == "environ"));
            }
            else
            {
                cells.Wrong("chiffres", $"« intitulé | nombre | unité | année » attendu, reçu « {Shown(string.Join(" | ", row))} »");
            }
        }

        if (cells["emplois"] is { } jobs)
        {
            if (CellValues.Number(jobs) is { Value: >= 0 } number)
            {
                figures.Add(new Figure("Emplois", number.Value, number.Unit, null, sourceKey));
            }
            else
            {
                cells.Wrong("emplois", $"nombre attendu, reçu « {Shown(jobs)} »");
            }
        }

        return figures;
    }

    private static List<FundingLine> FundingOf(Cells cells, string sourceKey)
    {
        var lines = new List<FundingLine>();
        foreach (var row in CellText.ToRows(cells["financements"]))
        {
            if (row is [{ } kind, ..] && SlugOf(kind, Vocabulary.Funding) is { } slug && (Part(row, 2) is not { } amount || CellValues.Number(amount) is not null))
            {
                lines.Add(new FundingLine(slug, Part(row, 1) is { } about ? cells.Plain(about) : null, Part(row, 2) is { } euros ? Cents(CellValues.Number(euros)!.Value.Value) : null, Part(row, 3), Part(row, 4) ?? sourceKey));
            }
            else
            {
                cells.Wrong("financements", $"« origine | intitulé | montant | période » attendu, reçu « {Shown(string.Join(" | ", row))} »");
            }
        }

        if (cells["subvention"] is { } grant)
        {
            if (CellValues.Number(grant) is { Value: >= 0 } number)
            {
                lines.Add(new FundingLine("subventions", null, Cents(number.Value), null, sourceKey));
            }
            else
            {
                cells.Wrong("subvention", $"montant attendu, reçu « {Shown(grant)} »");
            }
        }

        return lines;
    }

    private static List<Source> SourcesOf(Cells cells) => cells["sources"] is null ? []
        : CellText.ToRows(cells["sources"]).Select((row, i) => new Source(
            Part(row, 0) ?? $"s{i + 1}", Part(row, 1) ?? "", Part(row, 2), Part(row, 3) is { } date ? CellValues.Date(date) : null, Part(row, 4), Part(row, 5), Part(row, 6),
            Part(row, 7) is { } licence && Vocabulary.Licences.Has(licence) ? licence : null)).ToList();

    private static string? Part(string?[] row, int rank) => rank < row.Length ? row[rank] : null;

    private static long Cents(decimal euros) => (long)decimal.Round(euros * 100);

    [GeneratedRegex("""\s*(?:"((?:[^"\\]|\\.)*)"|([^,"]+))\s*(?:,|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex BracedItem();

    [GeneratedRegex("""\b(?:nom|name)["']?\s*:\s*(["'])(.{1,200}?)\1(?=\s*[,}])""", RegexOptions.CultureInvariant)]
    private static partial Regex NameInObject();
}
