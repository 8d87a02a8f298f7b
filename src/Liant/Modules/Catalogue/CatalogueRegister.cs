using Liant.Modules.Catalogue.Import;
using Liant.Modules.Catalogue.Proposals;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>What is done with what the catalogue keeps about people, and for how long. Sheets describe bodies and places, and name nobody.</summary>
internal static class CatalogueRegister
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static IEnumerable<Processing> Processings =>
    [
        new("Propositions de fiches", "Recevoir de chacun des fiches et des corrections, et lui répondre.",
            "Intérêt légitime : tenir un catalogue exact (RGPD, art. 6.1.f).", "Personnes qui proposent, avec ou sans compte.", "Nom et courriel, s’ils sont laissés, ceux du compte pour une fiche remise au nom d’un espace ; qui a enregistré un brouillon ; le texte proposé.", "La rédaction (animation d’un réseau, administration du site).",
            [
                new("proposal", "Auteur d’une proposition", "un an après la décision, deux ans s’il n’y en a pas ; la proposition reste, sans son auteur", "répondre, et reconnaître un envoi répété (RGPD, art. 5.1.e)")
                {
                    For = Year, ForgetAsync = (db, before, cancel) =>
                    {
                        var undecided = before - Year;
                        return db.Set<Proposal>().Where(one => (one.AuthorId != null || one.AuthorName != null || one.AuthorEmail != null) && (one.DecidedAt <= before || one.ProposedAt <= undecided))
                            .ExecuteUpdateAsync(set => set.SetProperty(one => one.AuthorId, (Guid?)null).SetProperty(one => one.AuthorName, (string?)null).SetProperty(one => one.AuthorEmail, (string?)null), cancel);
                    },
                },
                new("draft", "Brouillon de fiche d’un espace", "un an sans être enregistré ; il est alors effacé, texte compris", "au-delà, personne ne l’écrit plus (RGPD, art. 5.1.e)")
                {
                    For = Year, ForgetAsync = (db, before, cancel) => db.Set<Proposal>().Where(one => one.State == ProposalState.Draft && one.ProposedAt <= before).ExecuteDeleteAsync(cancel),
                },
            ]),
        new("Tenue des fiches", "Savoir qui a écrit ou changé une fiche, et revenir à une version ; demander chaque année à l’organisme si sa fiche est juste.",
            "Intérêt légitime : tenir un catalogue exact (RGPD, art. 6.1.f).", "Personnes qui écrivent des fiches ; contact d’un organisme.", "Personne, date et contenu de chaque version ; courriel du contact, dates de la demande et de la réponse.", "La rédaction (animation d’un réseau, administration du site).",
            [
                new("sheet-version", "Auteur d’une version de fiche", "tant que la fiche a son historique, ou jusqu’à ce que la personne efface son compte ; la version reste, et n’est plus à personne", "dire d’où vient ce que la fiche affirme"),
                new("sheet-contact", "Contact d’une fiche", "jusqu’à ce que la personne se retire, par le lien de chaque lettre, ou que la rédaction l’ôte", "demander à la bonne personne si la fiche est juste"),
            ]),
        new("Imports", "Faire des fiches avec un fichier, et pouvoir corriger les lignes refusées.",
            "Intérêt légitime : tenir un catalogue exact (RGPD, art. 6.1.f).", "Qui a importé ; personnes nommées dans les lignes refusées d’un fichier.", "Nom du compte, date, nom du fichier ; cellules des lignes refusées.", "L’administration du site.",
            [
                new("import", "Qui a importé", "un an ; l’import reste, et n’est plus à personne", "comme le journal des actes")
                {
                    For = Year, ForgetAsync = (db, before, cancel) => db.Set<SheetImport>().Where(one => one.CreatedAt <= before && one.Actor.Length == 32).ExecuteUpdateAsync(set => set.SetProperty(one => one.Actor, Someone.Nobody), cancel),
                },
                new("import-line", "Ligne refusée d’un fichier", "un an après l’import", "le temps de corriger le fichier (RGPD, art. 5.1.e)")
                {
                    For = Year, ForgetAsync = (db, before, cancel) => db.Set<ImportLine>().Where(line => db.Set<SheetImport>().Any(one => one.Id == line.ImportId && one.EndedAt <= before)).ExecuteDeleteAsync(cancel),
                },
            ]),
    ];
}
