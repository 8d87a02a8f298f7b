namespace Liant.Modules.Catalogue.Import;

/// <summary>What a column may become, in the groups of the select.</summary>
internal static class TargetGroups
{
    private static readonly (string Name, string[] Targets)[] Named =
    [
        ("Identity", ["titre", "nature", "sigle", "autres_noms", "cle", "siret", "forme_juridique", "statut", "agrements", "labels"]),
        ("Text", ["resume", "texte", "contexte", "activites", "resultats", "projets"]),
        ("Where", ["adresse", "code_postal", "commune", "code_insee", "territoire", "libelle_territoire", "lat", "lon", "point", "precision", "lieu"]),
        ("What", ["themes", "mots_cles", "categories", "cooperation", "leviers", "etape", "emplois", "chiffres", "financements", "operateur"]),
        ("Documents", ["annee_debut", "annee_fin", "debut", "fin", "organisateurs", "type", "categorie", "editeurs", "date_publication", "pages", "url", "site_web", "liens", "sources", "page_source"]),
    ];

    public static IReadOnlyList<(string Name, IReadOnlyList<string> Targets)> All { get; } =
    [
        .. Named.Select(group => (group.Name, (IReadOnlyList<string>)group.Targets.Where(KnownColumns.Targets.Contains).ToList())),
        ("Other", KnownColumns.Targets.Except(Named.SelectMany(group => group.Targets)).ToList()),
    ];
}
