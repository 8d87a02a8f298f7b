using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships;

/// <summary>What is done with the contacts of members, and for how long. Members are bodies; their years, calls and payments name nobody.</summary>
internal static class MembershipsRegister
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static IEnumerable<Processing> Processings =>
    [
        new("Adhérents d’un réseau", "Tenir la liste des collectivités et des organisations adhérentes, leur écrire, appeler et relancer leurs cotisations.",
            "Exécution de l’adhésion (RGPD, art. 6.1.b).", "Personne à qui écrire chez un adhérent, ou chez qui demande à l’être.", "Nom, fonction, courriel, message de la demande.", "L’animation du réseau, seule.",
            [
                new("member-request", "Demande d’adhésion sans réponse", "un an ; une demande refusée disparaît avec sa réponse", "le temps de répondre (RGPD, art. 5.1.e)")
                {
                    For = Year, ForgetAsync = (db, before, cancel) => db.Set<Affiliate>().Where(one => one.State == AffiliateState.Asked && one.AskedAt <= before).ExecuteDeleteAsync(cancel),
                },
                new("member-contact", "Personne à qui écrire chez un adhérent", "le temps de l’adhésion, puis trois ans après le départ ; plus tôt si le réseau la change ou la retire, ou si la personne efface son compte", "le temps de l’adhésion, et de ce qui reste dû")
                {
                    For = 3 * Year, ForgetAsync = (db, before, cancel) => db.Set<Affiliate>().Where(one => one.LeftAt <= before && (one.ContactName != null || one.ContactRole != null || one.ContactEmail != null || one.Message != null))
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.ContactName, (string?)null).SetProperty(one => one.ContactRole, (string?)null).SetProperty(one => one.ContactEmail, (string?)null).SetProperty(one => one.Message, (string?)null), cancel),
                },
            ]),
    ];
}
