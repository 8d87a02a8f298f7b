using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Groups;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Pathways;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Fees;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Browser.World;

/// <summary>One of each thing that has a page, for <see cref="PageTypes"/>: a network with a member and its call, a proposal, a draft, a group, a pathway.</summary>
internal static class Furniture
{
    /// <summary>What stands for each place in an address.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PutAsync(LiantDb db, Guid person, DateTimeOffset now)
    {
        var (network, town) = (Space.Open("reseau-meuble", SpaceKind.Network, new SpaceDescription("Réseau meublé", "Un réseau qui a de tout.", null, null, null, null), now), Space.Open("mairie-meublee", SpaceKind.Authority, new SpaceDescription("Mairie meublée", "", null, null, null, null), now));
        var said = new ProposedSheet("Une halle", "Un marché couvert.", null, null, [], null, null, null, null, "La mairie", null);
        var (proposal, draft) = (Proposal.Make(Guid.CreateVersion7(now), SheetKind.Initiative, null, said, null, null, null, now), Proposal.Begin(Guid.CreateVersion7(now), SheetKind.Initiative, said, network.Id, person, now));
        var affiliate = Affiliate.Enter(network.Id, new AffiliateDescription(AffiliateKind.Organisation, "Une épicerie", null, null, null), [now.Year], now);
        var call = FeeCall.Send(affiliate, now.Year, 1, new FeeAnswer.Owed(new FeeBand(affiliate.Kind, 0, null, 50_00), null), "IBAN FR76 0000", DateOnly.FromDateTime(now.Date), 30, now);
        var (group, pathway) = (Group.Open(Guid.CreateVersion7(now), network.Id, new GroupDescription(GroupKind.Working, "Un groupe", "Travailler.", IsOpen: false), now), Group.Accompany(Guid.CreateVersion7(now), network.Id, town.Id, "Un parcours", "Rouvrir un café.", now));
        var (discussion, meeting) = (Discussion.Start(Guid.CreateVersion7(now), group, "Un sujet", now), Meeting.Convene(Guid.CreateVersion7(now), group, new MeetingDescription("Une réunion", now.AddDays(3), null, "", ""), now));
        var message = Message.Say(Guid.CreateVersion7(now), discussion, person, "Bonjour", now);
        var sheet = await db.Set<Sheet>().Where(one => one.Slug == "la-smalah").Select(one => one.Id).SingleAsync();
        db.AddRange(network, town, proposal, draft, affiliate, call, group, pathway, Pathway.Begin(pathway), discussion, message, meeting);
        await db.SaveChangesAsync();
        return new Dictionary<string, string>
        {
            ["[space]"] = network.Slug, ["[year]"] = $"{now.Year}", ["[proposal]"] = $"{proposal.Id:N}", ["[draft]"] = $"{draft.Id:N}", ["[affiliate]"] = $"{affiliate.Id:N}", ["[key]"] = call.Key, ["[sheet]"] = $"{sheet:N}",
            ["[group]"] = $"{group.Id:N}", ["[pathway]"] = $"{pathway.Id:N}", ["[discussion]"] = $"{discussion.Id:N}", ["[message]"] = $"{message.Id:N}", ["[meeting]"] = $"{meeting.Id:N}",
        };
    }
}
