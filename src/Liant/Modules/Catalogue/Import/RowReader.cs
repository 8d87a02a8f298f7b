using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Tables;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Makes a sheet of a row, by the plan. What can be put right is put right and remarked on; what cannot makes the row refused.</summary>
internal sealed partial class RowReader
{
    /// <summary>Goes into the fingerprint of each row: raised when rows are read otherwise, so that an unchanged file is read anew.</summary>
    private const int Edition = 2;

    private readonly Geography geography;
    private readonly ColumnPlan plan;
    private readonly string origin;
    private readonly FileSource source;
    private readonly IReadOnlyDictionary<string, SourceCategory> categories;
    private readonly RowPlace places;

    /// <summary>Where each documented column is found in a row, or what stands for it in all rows; the ones that the file lacks are not there.</summary>
    private readonly FrozenDictionary<string, (int Column, string? Constant)> slots;
    private readonly IReadOnlyList<string> columns;
    private readonly bool hasLinks;
    private readonly bool hasParticulars;
    private readonly (int Column, string Label)[] kept;
    private readonly int[] keyColumns;
    private readonly int reasonColumn;
    private readonly KnownColumns.Shape? shape;
    private readonly SheetKind? kind;
    private readonly StableHash planHash;

    public RowReader(IReadOnlyList<string> columns, ColumnPlan plan, FileSource source, IReadOnlyDictionary<string, SourceCategory> categories, Geography geography)
    {
        (this.columns, this.plan, origin, this.source, this.categories, this.geography) = (columns, plan, source.Origin, source, categories, geography);
        places = new RowPlace(geography);
        shape = KnownColumns.Find(plan.Shape);
        kind = plan.Kind is { } slug ? SheetKinds.FromSlug(slug) : null;
        slots = columns.Index().Select(c => (c.Index, Target: plan.TargetOf(c.Item)))
            .Where(c => c.Target != ColumnPlan.LeaveOut && !c.Target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal)).DistinctBy(c => c.Target)
            .Select(c => (c.Target, Slot: (c.Index, plan.Constants.GetValueOrDefault(c.Target))))
            .Concat(plan.Constants.Select(c => (Target: c.Key, Slot: (Index: -1, (string?)c.Value)))).DistinctBy(c => c.Target)
            .ToFrozenDictionary(c => c.Target, c => c.Slot);
        hasLinks = slots.ContainsKey("liens") || slots.ContainsKey("site_web") || slots.ContainsKey("page_source") || slots.ContainsKey("url");
        kept = columns.Index().Select(c => (c.Index, c.Item, Target: plan.TargetOf(c.Item)))
            .Where(c => c.Target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal))
            .Select(c => (c.Index, c.Target.Length > ColumnPlan.KeepAs.Length ? c.Target[ColumnPlan.KeepAs.Length..] : c.Item)).ToArray();
        hasParticulars = kept.Length > 0 || slots.ContainsKey("infos");
        reasonColumn = columns.Index().FirstOrDefault(c => c.Item == RefusedRows.ReasonColumn, (Index: -1, Item: "")).Index;
        keyColumns = plan.KeyColumns.Select(name => columns.Index().FirstOrDefault(c => c.Item == name, (Index: -1, Item: "")).Index).Where(i => i >= 0).ToArray();
        planHash = new StableHash().Add($"{Edition}|{plan.ToJson()}|{source.Id}");
    }

    public bool HasRelations => slots.ContainsKey("relations");

    public ReadRow Read(TableRow row, long rank)
    {
        var read = new ReadRow { Rank = rank, Line = row.Line, Cells = row.Cells, Origin = origin, Fingerprint = FingerprintOf(row.Cells) };
        if (row.Problem is { } problem)
        {
            read.Errors.Add(problem);
            return read;
        }

        var cells = new Cells(this, row.Cells, read);
        if ((cells["nature"] is { } word ? SheetKinds.FromWord(word) : kind) is not { } named)
        {
            read.Errors.Add(cells["nature"] is { } unknown ? $"nature inconnue : « {Shown(unknown)} » (organisation, initiative, ressource ou événement)" : "nature de la fiche absente");
            return read;
        }

        read.Kind = named;

        if (!PrefixFits(cells, read))
        {
            return read;
        }

        var content = ContentOf(cells, read);
        read.Relations = cells["relations"];
        Identify(cells, read, content);
        read.IsIdentified = true;
        if (SheetRules.Check(content, geography.Gazetteer) is { Any: true } errors)
        {
            read.Errors.AddRange(errors.ByField.SelectMany(e => e.Value.Select(message => $"{NameOf(WordFor(e.Key))} : {message}")));
        }

        read.Content = read.HasErrors ? null : content;
        return read;
    }

    private sealed class Cells(RowReader reader, string?[] cells, ReadRow read)
    {
        public Dictionary<string, string>? Constants { get; set; }

        /// <summary>A row that this product wrote says exactly what it says.</summary>
        public bool IsExported { get; } = reader.slots.TryGetValue("id_liant", out var id) && id.Column >= 0 && cells[id.Column] is not null;

        public ReadRow Read => read;

        public string? this[string target] =>
            !reader.slots.TryGetValue(target, out var slot) ? Constants?.GetValueOrDefault(target)
            : (slot.Column < 0 ? null : At(slot.Column)) ?? Constants?.GetValueOrDefault(target) ?? slot.Constant;

        public string? At(int column) => cells[column] is { } cell && (IsExported || !IsNothing(cell)) ? cell : null;

        /// <summary>How databases and spreadsheets write that there is nothing.</summary>
        private static bool IsNothing(string cell) => cell.Length <= 14 && cell is "NULL" or "null" or "Null" or "N/A" or "n/a" or "#N/A" or "NaN" or "nan" or "None" or "-" or "--" or "\\N" or "(vide)" or "#REF!" or "#VALUE!"
            or "Non renseigné" or "Non Renseigné" or "NON RENSEIGNE" or "non renseigné" or "Non renseignée" or "non renseignée";

        /// <summary>Markup taken off, personal contacts taken out.</summary>
        public string? Text(string target) => this[target] is { } cell ? Plain(cell) : null;

        public string? Plain(string cell)
        {
            var text = (IsExported ? cell : HtmlText.Of(cell)).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim();
            if (Fold.HasControlCharacters(text))
            {
                text = new string(Fold.Readable(text).Where(c => c is not ('\u200B' or '\u200E' or '\u200F' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F'))).ToArray()).Trim();
            }

            (text, var personal) = PersonalContact.Removed(text);
            if (personal)
            {
                read.Remarks.Add("adresse électronique ou téléphone retiré du texte");
            }

            return text.Length == 0 ? null : text;
        }

        public T? Value<T>(string target, Func<string, T?> parse, string expected) where T : struct
        {
            if (this[target] is not { } cell)
            {
                return null;
            }

            var value = parse(cell);
            if (value is null)
            {
                Wrong(target, $"{expected}, reçu « {Shown(cell)} »");
            }

            return value;
        }

        public void Wrong(string target, string message) => read.Errors.Add($"{reader.NameOf(target)} : {message}");
    }

    private SheetContent ContentOf(Cells cells, ReadRow read)
    {
        var (title, wholeTitle) = TitleOf(cells, read);
        var (point, commune, area) = PlaceOf(cells, read);
        read.Commune = commune;
        var (themes, keywords) = ThemesOf(cells);
        var particulars = ParticularsOf(cells);
        var (legalForm, statuses) = (LegalFormOf(cells, particulars), StatusesOf(cells, particulars));
        var sources = SourcesOf(cells);
        var fileSource = sources.Count == 0 ? source : null;
        var sourceKey = fileSource is null ? sources[0].Key : FileSource.Key;
        var links = LinksOf(cells, particulars, read);
        var url = read.Kind == SheetKind.Resource && cells["url"] is { } address ? WebOr(address, "Lien", particulars, read) : null;
        var (summary, body) = SummaryAndBody(cells, read, title, commune, keywords, statuses, legalForm);
        body = wholeTitle is null ? body : body is null ? wholeTitle : wholeTitle + "\n\n" + body;
        return new SheetContent
        {
            Title = title,
            Summary = summary,
            Body = body,
            Acronym = cells.Text("sigle"),
            Aliases = Words(cells, "autres_noms"),
            Context = cells.Text("contexte"),
            Activities = cells.Text("activites"),
            Outcome = cells.Text("resultats"),
            Plans = cells.Text("projets"),
            Themes = themes,
            Keywords = keywords,
            Cooperation = SlugsOf(cells, "cooperation", Vocabulary.Cooperation),
            Levers = SlugsOf(cells, "leviers", Vocabulary.Levers),
            LegalForm = legalForm,
            Statuses = statuses,
            Stage = OneSlug(cells, "etape", Vocabulary.Stages),
            StartedIn = read.Kind is SheetKind.Organisation or SheetKind.Initiative or SheetKind.Programme ? cells.Value("annee_debut", CellValues.Year, "année attendue") : null,
            EndedIn = cells.Value("annee_fin", CellValues.Year, "année attendue"),
            CommuneCode = commune?.Code ?? area.CommuneCode,
            AreaCode = commune is null ? area.AreaCode : null,
            AreaLabel = cells.Text("libelle_territoire")?.ReplaceLineEndings(" ") ?? (area.Label is { } zone ? cells.Plain(zone) : null),
            Address = cells.Text("adresse") is { } street ? street.ReplaceLineEndings(" ") : null,
            Location = point,
            Siret = SiretOf(cells, particulars, read),
            Funding = FundingOf(cells, sourceKey),
            Figures = FiguresOf(cells, sourceKey),
            Particulars = particulars,
            Links = links,
            Sources = sources,
            FileSource = fileSource,
            SeriesName = cells.Text("serie"),
            SeriesNumber = cells.Value("numero_serie", CellValues.Whole, "nombre entier attendu"),
            IsPrivate = cells.Value("prive", CellValues.YesNo, "oui ou non attendu") ?? false,
            ResourceType = read.Kind == SheetKind.Resource ? OneSlug(cells, "type", Vocabulary.ResourceTypes) ?? LooseType(cells) : null,
            Category = cells.Text("categorie"),
            Publishers = read.Kind == SheetKind.Resource ? NamesOf(cells, "editeurs") : [],
            PublishedOn = cells.Value("date_publication", CellValues.Date, "date attendue (2026, 2026-11 ou 21/11/2026)"),
            Pages = cells.Value("pages", CellValues.Whole, "nombre entier attendu"),
            Url = url,
            StartsOn = read.Kind == SheetKind.Event ? cells.Value("debut", CellValues.Date, "date attendue (2026-11-21 ou 21/11/2026)") : null,
            EndsOn = read.Kind == SheetKind.Event ? cells.Value("fin", CellValues.Date, "date attendue (2026-11-21 ou 21/11/2026)") : null,
            Organisers = NamesOf(cells, "organisateurs"),
            Venue = cells.Text("lieu"),
            Operator = cells.Text("operateur"),
        };
    }

    private (Location?, Territory?, (string? CommuneCode, string? AreaCode, string? Label)) PlaceOf(Cells cells, ReadRow read)
    {
        var point = PointOf(cells, read);
        var (commune, problem) = places.Commune(cells["code_insee"], cells["commune"], cells["code_postal"], cells["territoire"], point);
        var area = cells["territoire"] is { } words ? places.Area(words) : default;
        if (point is { } at)
        {
            (point, var remark) = RowPlace.Checked(at, commune);
            if (remark is not null)
            {
                read.Remarks.Add(remark);
            }
        }

        if (problem is not null && commune is not null)
        {
            read.Remarks.Add(problem);
        }
        else if (problem is not null && point is not null)
        {
            read.Remarks.Add($"{problem} : le point est gardé, sans commune");
        }
        else if (problem is not null)
        {
            read.Errors.Add(problem);
        }

        if (point is not null && cells["precision"] is { } word)
        {
            if (Enum.TryParse<Precision>(word, ignoreCase: true, out var precision) && Enum.IsDefined(precision))
            {
                point = point.Value with { Precision = precision };
            }
            else
            {
                cells.Wrong("precision", $"exact, commune, epci ou departement attendu, reçu « {Shown(word)} »");
            }
        }

        return (point, commune, area);
    }

    private Location? PointOf(Cells cells, ReadRow read)
    {
        var (lat, lon) = (cells["lat"], cells["lon"]);
        if (lat is null && lon is null && cells["point"] is { } both)
        {
            var parts = both.Trim('(', ')', '[', ']', ' ').Split(both.Contains(';', StringComparison.Ordinal) ? ';' : both.Contains('|', StringComparison.Ordinal) ? '|' : ',');
            (lat, lon) = parts.Length == 2 ? (parts[0].Trim(), parts[1].Trim()) : (both, both);
        }

        if (lat is null && lon is null)
        {
            return null;
        }

        if (lat is null || lon is null)
        {
            cells.Wrong(lat is null ? "lat" : "lon", "latitude et longitude vont ensemble");
            return null;
        }

        if (CellValues.Degrees(lat) is not { } north || CellValues.Degrees(lon) is not { } east)
        {
            cells.Wrong(CellValues.Degrees(lat) is null ? "lat" : "lon", $"degrés attendus (47.35), reçu « {Shown(CellValues.Degrees(lat) is null ? lat : lon)} »");
            return null;
        }

        var point = new Location(north, east);
        if (!RowPlace.IsOnEarth(point) && !RowPlace.IsOnEarth(new Location(east, north)))
        {
            read.Errors.Add($"{NameOf("lat")}, {NameOf("lon")} : coordonnées hors limites ({Shown(lat)} ; {Shown(lon)}) ; des degrés WGS 84 sont attendus");
            return null;
        }

        return point;
    }

    /// <summary>Known by its key, by the columns that make it up, or by its name and place.</summary>
    private void Identify(Cells cells, ReadRow read, SheetContent content)
    {
        read.LiantId = cells["id_liant"] is { } id && Guid.TryParse(id, out var guid) ? guid : null;
        read.Version = cells["version"] is { } version ? CellValues.Whole(version) : null;
        read.Slug = cells["fiche"]?.Trim('/').Split('/') is { Length: 2 } path ? path[1] : null;
        read.Origin = cells["origine"] ?? origin;
        var key = cells["cle"] ?? keyColumns.Select(cells.At).FirstOrDefault(cell => cell is not null)
            ?? (read.LiantId is { } exported ? exported.ToString("N") : $"~{Fold.Slug(content.Title)}~{content.CommuneCode ?? content.AreaCode}");
        if (key.Length > 200)
        {
            key = key.Cut(130) + "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        }

        read.Key = key;
        if (reasonColumn >= 0 && cells.At(reasonColumn) is { } reason && reason.StartsWith($"clé « {key} » déjà portée", StringComparison.Ordinal))
        {
            // Sent back as it was refused: alone in its file, it would take the place of the row that it clashed with.
            cells.Wrong("cle", $"« {Shown(key)} » est toujours la clé d’une autre ligne du fichier d’origine : changez-la, ou supprimez cette ligne");
        }

        if (read.Origin.Length > 80)
        {
            cells.Wrong("origine", "80 caractères au plus");
        }
    }

    private bool PrefixFits(Cells cells, ReadRow read)
    {
        if (shape?.KeyPrefixes is not { } prefixes)
        {
            return true;
        }

        var key = cells["cle"] ?? "";
        cells.Constants = prefixes.FirstOrDefault(prefix => key.StartsWith(prefix.Key, StringComparison.Ordinal)).Value;
        if (cells.Constants is null)
        {
            read.Errors.Add(shape.Otherwise!);
        }

        return cells.Constants is not null;
    }

    private long FingerprintOf(string?[] cells)
    {
        var hash = planHash;
        foreach (var cell in cells)
        {
            hash = hash.AddByFours(cell);
        }

        return hash.Value;
    }

    /// <summary>What the file calls that column: the name that its owner knows.</summary>
    private string NameOf(string target) =>
        slots.TryGetValue(target, out var slot) && slot.Column >= 0 && !columns[slot.Column].StartsWith("valeur ", StringComparison.Ordinal) ? columns[slot.Column] : target;

    private static string Shown(string cell) => cell.Shown();

    private static string WordFor(string field) => field switch
    {
        "title" => "titre", "summary" => "resume", "body" => "texte", "context" => "contexte", "activities" => "activites", "outcome" => "resultats", "plans" => "projets",
        "keywords" => "mots_cles", "legalForm" => "forme_juridique", "statuses" => "agrements", "levers" => "leviers", "startedIn" => "annee_debut", "endedIn" => "annee_fin",
        "endsOn" => "fin", "links" => "liens", "figures" => "chiffres", "funding" => "financements", "area" => "territoire", "areaLabel" => "libelle_territoire", "stage" => "etape",
        "seriesNumber" => "numero_serie", "seriesName" => "serie", "aliases" => "autres_noms", "acronym" => "sigle", "publishers" => "editeurs", "organisers" => "organisateurs", "venue" => "lieu",
        "category" => "categorie", "address" => "adresse", "particulars" => "infos", _ => field,
    };
}
