using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

/// <summary>What is done with what people say and do in groups, and for how long.</summary>
internal static class GroupsRegister
{
    private const string Work = "le travail commun garde sa trace, sans dire de qui elle vient une fois le groupe refermé depuis longtemps (RGPD, art. 5.1.e)";

    private static readonly TimeSpan Years = TimeSpan.FromDays(3 * 365);

    public static IEnumerable<Processing> Processings =>
    [
        new("Groupes de travail et parcours d’accompagnement", "Échanger entre pairs, se réunir, partager des documents, accompagner une collectivité ou une organisation.",
            "Intérêt légitime des organismes qui travaillent ici (RGPD, art. 6.1.f) ; exécution du service demandé pour les lettres (art. 6.1.b).", "Membres des groupes.",
            "Appartenance à un groupe, messages, documents déposés, réponses aux réunions, notes de suivi.", "Les membres du groupe ; ceux qui animent ses espaces ; l’administration du site.",
            [
                new("group-member", "Appartenance à un groupe", "jusqu’au départ de la personne ; trois ans après la fermeture du groupe", "elle dit ce que la personne peut lire")
                {
                    For = Years, ForgetAsync = (db, before, cancel) => db.Set<GroupMember>().Where(one => db.Set<Group>().Any(group => group.Id == one.GroupId && group.ClosedAt <= before)).ExecuteDeleteAsync(cancel),
                },
                new("group-message", "Message", "avec le nom de la personne, jusqu’à trois ans après la fermeture du groupe", Work)
                {
                    For = Years, ForgetAsync = (db, before, cancel) => db.Set<Message>().Where(one => one.AuthorId != null && db.Set<Discussion>().Any(of => of.Id == one.DiscussionId && db.Set<Group>().Any(group => group.Id == of.GroupId && group.ClosedAt <= before)))
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.AuthorId, (Guid?)null), cancel),
                },
                new("group-document", "Document déposé", "avec le nom de la personne, jusqu’à trois ans après la fermeture du groupe", Work)
                {
                    For = Years, ForgetAsync = (db, before, cancel) => db.Set<Paper>().Where(one => one.AddedById != null && db.Set<Group>().Any(group => group.Id == one.GroupId && group.ClosedAt <= before)).ExecuteUpdateAsync(set => set.SetProperty(one => one.AddedById, (Guid?)null), cancel),
                },
                new("meeting-answer", "Réponse à une réunion", "un an après la réunion", "elle sert à préparer la réunion")
                {
                    For = TimeSpan.FromDays(365), ForgetAsync = (db, before, cancel) => db.Set<Attendance>().Where(one => db.Set<Meeting>().Any(meeting => meeting.Id == one.MeetingId && meeting.StartsAt <= before)).ExecuteDeleteAsync(cancel),
                },
                new("pathway-note", "Note de suivi", "avec le nom de la personne, jusqu’à trois ans après la fermeture du parcours", Work)
                {
                    For = Years, ForgetAsync = (db, before, cancel) => db.Set<FollowUp>().Where(one => one.AuthorId != null && db.Set<Group>().Any(group => group.Id == one.GroupId && group.ClosedAt <= before)).ExecuteUpdateAsync(set => set.SetProperty(one => one.AuthorId, (Guid?)null), cancel),
                },
            ]),
    ];
}
