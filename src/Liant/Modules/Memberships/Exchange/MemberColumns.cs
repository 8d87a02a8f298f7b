using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Memberships.Exchange;

/// <summary>The columns of a list of members, written by the export and read by the import, which knows them under their usual names too (docs/guide/fichiers.md).</summary>
internal static class MemberColumns
{
    public const string Kind = "nature", Name = "nom", Code = "code_territoire", Territory = "territoire", Years = "annees", Since = "depuis", Standing = "situation", Population = "population_retenue",
        ContactName = "contact_nom", ContactRole = "contact_fonction", ContactEmail = "contact_courriel";

    public const string Member = "adhérent", Left = "parti";

    public static readonly string[] Written = [Kind, Name, Code, Territory, Years, Standing, Population, ContactName, ContactRole, ContactEmail];

    private static readonly Dictionary<string, string[]> Known = new()
    {
        [Kind] = ["nature", "genre", "type", "categorie", "type de collectivite", "type d adherent"],
        [Name] = ["nom", "adherent", "collectivite", "structure", "organisation", "raison sociale", "nom de l adherent"],
        [Code] = ["code territoire", "code", "code insee", "insee", "siren"],
        [Territory] = ["territoire", "commune", "ville", "lieu"],
        [Years] = ["annees", "annees d adhesion"],
        [Since] = ["depuis", "adherent depuis", "annee d adhesion", "adhesion"],
        [Standing] = ["situation", "statut", "etat"],
        [Population] = ["population retenue", "population"],
        [ContactName] = ["contact nom", "contact", "referent", "interlocuteur", "nom du contact"],
        [ContactRole] = ["contact fonction", "fonction"],
        [ContactEmail] = ["contact courriel", "courriel", "email", "e mail", "mail"],
    };

    private static readonly Dictionary<string, AffiliateKind> Kinds = new (AffiliateKind Kind, string[] Words)[]
    {
        (AffiliateKind.Commune, ["commune", "communes", "ville", "mairie", "commune nouvelle"]),
        (AffiliateKind.Epci, ["intercommunalite", "intercommunalites", "epci", "communaute de communes", "communaute d agglomeration", "communaute urbaine", "metropole", "agglomeration", "cc", "ca", "cu"]),
        (AffiliateKind.Departement, ["departement", "departements", "conseil departemental"]),
        (AffiliateKind.Region, ["region", "regions", "conseil regional"]),
        (AffiliateKind.OtherAuthority, ["autre collectivite", "syndicat mixte", "petr", "pays", "etablissement public"]),
        (AffiliateKind.Organisation, ["organisation", "organisations", "association", "cooperative", "entreprise", "fondation"]),
    }.SelectMany(pair => pair.Words.Select(word => (word, pair.Kind))).ToDictionary(pair => pair.word, pair => pair.Kind);

    /// <summary>Which column of the file stands for which of ours; the first that is known wins.</summary>
    public static Dictionary<string, int> Of(IReadOnlyList<string> headings)
    {
        var columns = new Dictionary<string, int>();
        foreach (var (i, heading) in headings.Index())
        {
            var words = Fold.Words(heading);
            if (Known.FirstOrDefault(known => known.Value.Contains(words)).Key is { } column)
            {
                columns.TryAdd(column, i);
            }
        }

        return columns;
    }

    /// <summary>"Ville", "EPCI", "Conseil régional" as well as our own words; null for any other.</summary>
    public static AffiliateKind? KindOf(string? cell) => Kinds.TryGetValue(Fold.Words(cell ?? ""), out var kind) ? kind : null;

    public static IReadOnlyList<object?> Row(Affiliate one, Gazetteer gazetteer) =>
    [
        one.Kind.Slug(), one.Name, one.TerritoryCode, gazetteer.Find(one.TerritoryCode) is { } place ? gazetteer.Label(place) : null, MemberYears.Written(one.Years), one.State == AffiliateState.Left ? Left : Member,
        one.StatedPopulation, one.ContactName, one.ContactRole, one.ContactEmail,
    ];
}
