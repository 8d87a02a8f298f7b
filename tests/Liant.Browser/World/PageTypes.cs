namespace Liant.Browser.World;

/// <summary>One address for each type of page, in each of its states worth seeing.</summary>
public static class PageTypes
{
    public static TheoryData<string, int> Public => Pair(
        ("/", 200), ("/?q=rouvrir+un+caf%C3%A9+dans+un+village", 200), ("/?q=caf%C3%A9&lieu=Felletin&theme=commerces-de-proximite", 200), ("/?q=xyzzyx", 200),
        ("/?q=caf%C3%A9&lieu=Langon", 409), ("/?q=caf%C3%A9&lieu=Zzzzz", 400),
        ("/initiatives/la-smalah", 200), ("/initiatives/le-cafe-du-pont", 200), ("/initiatives/anima", 200), ("/organisations/villages-vivants", 200),
        ("/ressources/guide-introuvable", 404), ("/ressources/recenser-ses-locaux-vides-en-une-semaine", 200), ("/agenda/fete-des-vitrines", 200), ("/programmes/petites-villes-de-demain", 200),
        ("/initiatives", 200), ("/organisations", 200), ("/ressources", 200), ("/agenda", 200), ("/programmes", 200),
        ("/themes", 200), ("/themes/tiers-lieux", 200), ("/territoires", 200), ("/territoires?nom=Plouhinec", 409), ("/territoires?nom=Zzzzz", 400),
        ("/territoires/33227", 200), ("/territoires/52", 200), ("/territoires/reg-75", 200), ("/territoires/200043974", 200), ("/territoires/99999", 404),
        ("/a-propos", 200), ("/accessibilite", 200), ("/mentions-legales", 200), ("/connexion", 200), ("/premier-acces", 200), ("/connexion/lien?jeton=faux", 200), ("/invitation?jeton=faux", 200), ("/confirmer?jeton=faux", 200), ("/alerte?q=caf%C3%A9", 200), ("/alerte/confirmer?jeton=faux", 200), ("/alerte/arret?cle=faux", 200), ("/espaces", 200), ("/proposer", 200), ("/proposer/initiatives", 200), ("/erreur/403", 403), ("/erreur/500", 500));

    public static TheoryData<string> OfTheOperator =>
        ["/compte", "/compte/alertes", "/compte/effacer", "/compte/second-facteur", "/bureau", "/bureau/frequentation", "/bureau/fiches?theme=habitat", "/bureau/liens", "/bureau/lectures", "/espaces", "/gestion/acces", "/gestion/courriels", "/gestion/journal", "/saisie", "/imports", "/saisie/doublons", "/saisie/organisations", "/saisie/initiatives", "/saisie/ressources", "/saisie/agenda", "/saisie/programmes",
            "/gestion/registre", "/bureau/[proposal]", "/saisie/initiatives/[sheet]", "/proposer/initiatives/[sheet]",
            "/espaces/[space]", "/espaces/[space]/membres", "/espaces/[space]/propositions", "/espaces/[space]/brouillons/initiatives", "/espaces/[space]/brouillons/initiatives/[draft]", "/espaces/[space]/apparence", "/espaces/[space]/reglages", "/espaces/[space]/journal",
            "/espaces/[space]/adherents", "/espaces/[space]/adhesions", "/espaces/[space]/adhesions/nouvelle", "/espaces/[space]/adhesions/reglages", "/espaces/[space]/adhesions/import", "/espaces/[space]/adhesions/[affiliate]",
            "/espaces/[space]/adhesions/bareme/[year]", "/espaces/[space]/adhesions/appels/[year]", "/espaces/[space]/adhesions/appels/[year]/1", "/cotisations/[key]",
            "/groupes", "/groupes/lettres/arret?cle=faux", "/espaces/[space]/groupes", "/espaces/[space]/groupes/nouveau", "/espaces/[space]/parcours/nouveau", "/groupes/[group]", "/groupes/[group]/personnes", "/groupes/[group]/reglages", "/groupes/[group]/documents",
            "/groupes/[group]/discussions/nouvelle", "/groupes/[group]/discussions/[discussion]", "/groupes/[group]/reunions/[meeting]", "/groupes/[group]/reunions/modifier/[meeting]",
            "/groupes/[pathway]/diagnostic", "/groupes/[pathway]/plan", "/groupes/[pathway]/plan/etape", "/groupes/[pathway]/suivi"];

    /// <summary>Routes of pages that are visited elsewhere, or cannot be visited by an address alone.</summary>
    public static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["alerte/arret/direct"] = "Mail programs post there; nothing is shown.",
        ["connexion/code"] = "Asked only of who has just given a password: SigningInWithAPasskey.",
        ["espaces/{slug}/adherer"] = "Open where the network takes requests: KeepingANetworkSMembers.",
        ["imports/{id}"] = "Needs a file: ImportingASpreadsheet.",
        ["imports/categories/{origin}"] = "A file to download.",
        ["bureau/lectures/{id}"] = "Needs documents: ReviewingByKeyboard.",
        ["bureau/lectures/fiches/{id}"] = "Needs documents: ReviewingByKeyboard.",
        ["saisie/{kind:regex(^(organisations|initiatives|ressources|agenda|programmes)$)}/{id}/historique"] = "Needs versions: GoingBackToAVersion.",
        ["groupes/{id}/messages/{message}"] = "Shown to who wrote it and is of the group; the same form as a new discussion.",
    };

    private static TheoryData<string, int> Pair(params (string Path, int Status)[] rows)
    {
        var data = new TheoryData<string, int>();
        foreach (var (path, status) in rows)
        {
            data.Add(path, status);
        }

        return data;
    }
}
