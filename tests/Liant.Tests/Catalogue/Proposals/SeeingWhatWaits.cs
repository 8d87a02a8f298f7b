using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Publishing;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Memberships.Affiliates;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Proposals;

/// <summary>The desk leads to what waits, in whichever module it does; of what she may not see it counts nothing.</summary>
public sealed class SeeingWhatWaits
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_desk_counts_what_waits_for_this_editor_wherever_it_is_dealt_with(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine: engine);
        var (hers, others) = (await host.OpenSpaceAsync("Réseau zinzolin"), await host.OpenSpaceAsync("Réseau d’ambre"));
        var (_, manager) = await host.JoinAsync(hers, SpaceRole.Manager);
        Assert.Equal([], await WaitingAsync(manager));

        await host.ReadAsync("lettre", "La Halle d’ambre, à Langon.", Readings.Initiative("La Halle d’ambre, à Langon.", "La Halle d’ambre"), Readings.Initiative("La Halle d’ambre, à Langon.", "Langon"));
        var asking = await host.RegisterAsync("Noé Bec", People.NewEmail("noe"));
        var (one, other, hidden) = (Sheets.Entity("La Cour"), Sheets.Entity("La cour"), Sheets.Entity("La Cour cachée", isPrivate: true));
        one.Publish(new Publication(IsDraft: true, null, null), host.Now);
        await host.WithDbAsync(async db =>
        {
            db.AddRange(one, other, hidden);
            await db.SaveChangesAsync();
            db.AddRange(new LikelyTwins { SheetId = other.Id, OtherId = one.Id, NoticedAt = host.Now }, new LikelyTwins { SheetId = hidden.Id, OtherId = one.Id, NoticedAt = host.Now });
            foreach (var network in new[] { hers, others })
            {
                db.Add(Affiliate.Ask(Guid.CreateVersion7(), network.Id, new AffiliateDescription(AffiliateKind.OtherAuthority, "Les Voisins", null, null, null), null, host.Now));
                db.Add(JoinRequest.Ask(network.Id, asking.Id, "Bonjour", host.Now));
            }

            await db.SaveChangesAsync();
        });

        Assert.Equal(
            [
                ($"/espaces/{hers.Slug}/membres", "Réseau zinzolin : 1 demande d’entrée dans l’espace"), ("/saisie/doublons", "1 doublon possible"), ("/bureau/fiches?non_publiees=true", "1 fiche qui n’est pas publiée"),
                ("/bureau/lectures", "2 fiches lues dans des documents, à relire"), ($"/espaces/{hers.Slug}/adhesions", "Réseau zinzolin : 1 demande d’adhésion"),
            ],
            await WaitingAsync(manager));
    }

    private static async Task<IEnumerable<(string?, string)>> WaitingAsync(HttpClient editor) =>
        (await editor.GetPageAsync("/bureau")).QuerySelectorAll(".waiting a").Select(link => (link.GetAttribute("href"), link.TextContent.Trim())).ToList();
}
