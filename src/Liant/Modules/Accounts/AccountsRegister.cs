using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Mail;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts;

/// <summary>What is done with what is kept about people who have an account, and for how long.</summary>
internal static class AccountsRegister
{
    private const string Necessity = "le temps utile à ce service, pas davantage (RGPD, art. 5.1.e)";

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private static readonly TimeSpan HalfYear = TimeSpan.FromDays(182);

    public static IEnumerable<Processing> Processings =>
    [
        new("Comptes et connexion", "Reconnaître les personnes qui ont un compte, par mot de passe, lien reçu par courriel, clé d’accès ou fournisseur d’identité.",
            "Exécution du service demandé par la personne (RGPD, art. 6.1.b) ; sécurité du site (art. 6.1.f).", "Personnes qui ont un compte.",
            "Nom, courriel, mot de passe (empreinte seulement), clés d’accès (partie publique), identifiant chez le fournisseur d’identité, appareils connectés (navigateur et système), dates.",
            "La personne ; l’administration du site.",
            [
                new("account", "Compte", $"jusqu’à ce que la personne l’efface, sur la page « Effacer mon compte », ou trois ans sans visite : elle est prévenue par courriel {IdleAccounts.Notice.Days} jours avant ; la dernière personne qui administre un espace ou le site n’est effacée qu’une fois remplacée",
                    "le service dure tant qu’elle le veut (RGPD, art. 17) ; trois ans après le dernier contact, durée de référence de la CNIL (délibération SAN-2020-008 du 18 novembre 2020)")
                {
                    For = IdleAccounts.Idle, NextToForgetAsync = IdleAccounts.NextToForgetAsync,
                },
                new("passkey", "Clé d’accès", "jusqu’à ce que la personne la retire, ou avec le compte", "elle ouvre le compte"),
                new("provider", "Identifiant chez le fournisseur d’identité", "avec le compte", "il ouvre le compte"),
                new("session", "Appareil connecté", $"{Session.Idle.Days} jours sans visite", Necessity)
                {
                    For = Session.Idle, ForgetAsync = (db, before, cancel) => db.Set<Session>().Where(session => session.SeenAt <= before).ExecuteDeleteAsync(cancel),
                },
                new("link", "Lien à usage unique", "15 minutes pour se connecter, 30 jours pour une invitation, un jour pour le premier accès ; effacé dans la journée qui suit", "un lien périmé n’ouvre rien")
                {
                    For = TimeSpan.Zero, ForgetAsync = (db, before, cancel) => db.Set<OneTimeLink>().Where(link => link.ExpiresAt <= before).ExecuteDeleteAsync(cancel),
                },
            ]),
        new("Espaces et membres", "Réunir les personnes d’un réseau, d’une collectivité ou d’une organisation, avec le rôle de chacune.",
            "Intérêt légitime des organismes qui travaillent ici (RGPD, art. 6.1.f) ; mission d’intérêt public pour une collectivité (art. 6.1.e).", "Membres d’un espace, personnes invitées, personnes qui demandent à le rejoindre.",
            "Espace, rôle, date d’entrée ; courriel invité ; message de la demande.", "Les membres de l’espace ; ceux qui l’animent voient aussi les courriels.",
            [
                new("membership", "Appartenance à un espace", "jusqu’au départ de la personne, ou avec le compte", "elle dit ce que la personne peut lire et faire"),
                new("invitation", "Invitation sans réponse", $"{LinkPurpose.Invitation.Validity().Days} jours", "le lien ne vaut plus rien ensuite")
                {
                    For = LinkPurpose.Invitation.Validity(), ForgetAsync = (db, before, cancel) => db.Set<Invitation>().Where(invitation => invitation.SentAt <= before).ExecuteDeleteAsync(cancel),
                },
                new("join-request", "Demande sans réponse", "6 mois", Necessity)
                {
                    For = HalfYear, ForgetAsync = (db, before, cancel) => db.Set<JoinRequest>().Where(request => request.AskedAt <= before).ExecuteDeleteAsync(cancel),
                },
            ]),
        new("Courriels envoyés", "Écrire aux personnes ce qu’elles ont demandé ou doivent savoir ; pouvoir dire si une lettre est partie.",
            "Exécution du service demandé (RGPD, art. 6.1.b).", "Destinataires des lettres.", "Courriel, objet, dates, réponse du serveur ; le texte, effacé dès l’envoi.", "L’administration du site ; le serveur de courriel choisi par elle.",
            [
                new("letter", "Lettre", "6 mois après avoir été écrite", "répondre à qui n’a rien reçu (RGPD, art. 5.1.e)")
                {
                    For = HalfYear, ForgetAsync = (db, before, cancel) => db.Set<OutgoingMail>().Where(mail => mail.CreatedAt <= before).ExecuteDeleteAsync(cancel),
                },
            ]),
        new("Journal des actes", "Savoir qui a fait quoi : comprendre une erreur, rendre compte, déceler un abus.",
            "Obligation de sécurité (RGPD, art. 32) et intérêt légitime (art. 6.1.f).", "Personnes qui ont un compte.", "Date, personne, acte, objet de l’acte.", "Les administratrices et administrateurs de l’espace pour le leur ; l’administration du site.",
            [
                new("act", "Acte", "un an avec le nom de la personne ; ensuite l’acte reste, et n’est plus à personne", "CNIL, délibération n° 2021-122 du 14 octobre 2021 sur la journalisation : six mois à un an")
                {
                    // What an act on a space says besides names the person: an address, a role, who was removed.
                    For = Year, ForgetAsync = async (db, before, cancel) =>
                        await db.AuditEntries.Where(entry => entry.At <= before && entry.Subject.StartsWith("person/") && entry.Subject != "person/" + Someone.Nobody).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Subject, "person/" + Someone.Nobody), cancel)
                        + await db.AuditEntries.Where(entry => entry.At <= before && entry.Actor != Someone.Nobody && entry.Actor != "visitor" && entry.Actor.Length == 32)
                            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Actor, Someone.Nobody).SetProperty(entry => entry.Detail, entry => entry.Subject.StartsWith("space/") ? null : entry.Detail), cancel),
                },
            ]),
    ];
}
