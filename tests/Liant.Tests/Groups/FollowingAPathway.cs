using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Groups;

/// <summary>An adviser of a network and a town: a diagnosis that both agree to, a plan that both agree to, a follow-up, an end.</summary>
public sealed class FollowingAPathway
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task From_the_need_to_the_outcome_both_parties_agree_to_each_stage(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (network, town) = (await host.OpenSpaceAsync("Réseau"), await host.OpenSpaceAsync("Langon", kind: SpaceKind.Authority));
        var (_, adviser) = await host.JoinAsync(network, SpaceRole.Contributor, "Alix Manet");
        var (_, other) = await host.JoinAsync(network, SpaceRole.Contributor);
        var (manager, mayor) = await host.JoinAsync(town, SpaceRole.Administrator, "Lou Berger");
        var (agent, projectManager) = await host.JoinAsync(town, SpaceRole.Reader);
        using var opened = await adviser.PostFormAsync($"/espaces/{network.Slug}/parcours/nouveau", ("espace", town.Slug), ("nom", "Rouvrir l’épicerie"), ("objet", "Le bourg n’a plus d’épicerie."));
        var pathway = opened.Headers.Location!.OriginalString;

        // The managers of the town are written to. For the two parties: not for a colleague of the adviser, nor for those of the town who were not brought in.
        Assert.Equal([manager.Email!], await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(letter => letter.Text.Contains(pathway)).Select(letter => letter.Recipient).ToListAsync()));
        await other.GetPageAsync(pathway, HttpStatusCode.NotFound);
        await projectManager.GetPageAsync(pathway, HttpStatusCode.NotFound);
        Assert.Contains("Rouvrir l’épicerie", (await mayor.GetPageAsync($"/espaces/{town.Slug}/groupes")).Body!.TextContent, StringComparison.Ordinal);
        // Only the town brings in its people, whatever the adviser may do elsewhere.
        Assert.DoesNotContain("Lou Berger", (await adviser.GetPageAsync(pathway + "/personnes")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var enlisted = await adviser.DoAsync(pathway + "/personnes", "Add", ("personne", $"{agent.Id:N}-{town.Id:N}"));
        Assert.Equal(HttpStatusCode.BadRequest, enlisted.StatusCode);
        await mayor.BringInAsync(pathway, agent.Id, town);
        using var raised = await adviser.DoAsync(pathway + "/personnes", "Role", ("personne", agent.Id.ToString("N")), ("anime", "true"));
        Assert.Equal(HttpStatusCode.NotFound, raised.StatusCode);
        using var takenOut = await mayor.DoAsync(pathway + "/personnes", "Remove", ("personne", agent.Id.ToString("N")));
        Assert.Equal(HttpStatusCode.Found, takenOut.StatusCode);
        await mayor.BringInAsync(pathway, agent.Id, town);
        await projectManager.GetPageAsync(pathway);

        // Nothing to agree to yet; then both write, and a change takes an agreement back.
        Assert.Empty((await adviser.GetPageAsync(pathway + "/diagnostic")).QuerySelectorAll("form[action*=Agree]"));
        await WriteAsync(adviser, pathway, "Deux commerces ont fermé.");
        await AgreeAsync(adviser, pathway + "/diagnostic");
        var before = await mayor.GetPageAsync(pathway + "/diagnostic");
        await WriteAsync(projectManager, pathway, "Trois commerces ont fermé.");
        using var stale = await mayor.DoAsync(pathway + "/diagnostic", "Agree", ("version", before.ValueOf("version")!));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal((PathwayStage.Diagnosis, (DateTimeOffset?)null), await StateAsync(host));
        await AgreeAsync(mayor, pathway + "/diagnostic");
        Assert.Equal(PathwayStage.Diagnosis, (await StateAsync(host)).Stage);
        await AgreeAsync(adviser, pathway + "/diagnostic");
        Assert.Equal(PathwayStage.Plan, (await StateAsync(host)).Stage);
        using var settled = await adviser.PostAsync(pathway + "/diagnostic", await FieldsAsync(adviser, pathway + "/diagnostic", ("situation", "Autre chose.")), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, settled.StatusCode);
        var agreed = await settled.ReadPageAsync();
        Assert.Equal("Trois commerces ont fermé.", agreed.QuerySelector("main .as-typed")!.TextContent);
        Assert.Contains("Autre chose.", agreed.QuerySelector("main .notice .as-typed")!.TextContent, StringComparison.Ordinal);

        // Steps, by either party; the plan is agreed to as it stands.
        using var wrong = await adviser.PostFormAsync(pathway + "/plan/etape", ("titre", ""), ("lien", "javascript:alert(1)"), ("echeance", "bientôt"));
        Assert.Equal(4, (await wrong.ReadPageAsync()).QuerySelectorAll(".field-error").Length);
        await AddAsync(adviser, pathway, "Visiter l’épicerie voisine", "Both", "2026-01-15");
        await AddAsync(projectManager, pathway, "Chiffrer les travaux", "Partner", "");
        await AgreeAsync(adviser, pathway + "/plan");
        await AddAsync(projectManager, pathway, "Réunir les habitants", "Partner", "");
        await AgreeAsync(projectManager, pathway + "/plan");
        Assert.Equal(PathwayStage.Plan, (await StateAsync(host)).Stage);
        await AgreeAsync(adviser, pathway + "/plan");
        Assert.Equal(PathwayStage.FollowUp, (await StateAsync(host)).Stage);

        // A step that somebody took out meanwhile is written anew.
        await AddAsync(adviser, pathway, "Mesurer la vitrine", "Adviser", "");
        var taken = await host.WithDbAsync(db => db.Set<Step>().OrderBy(step => step.Rank).LastAsync());
        var editing = await projectManager.GetPageAsync($"{pathway}/plan/etape/{taken.Id:N}");
        using var out4 = await adviser.DoAsync($"{pathway}/plan/etape/{taken.Id:N}", "Remove");
        Assert.Equal(HttpStatusCode.Found, out4.StatusCode);
        using var gone = await projectManager.SendFormAsync($"{pathway}/plan/etape/{taken.Id:N}", editing, ("titre", "Mesurer toute la vitrine"));
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        using var anew = await projectManager.SendFormAsync(pathway, await gone.ReadPageAsync());
        Assert.Equal(HttpStatusCode.Found, anew.StatusCode);
        Assert.True(await host.WithDbAsync(db => db.Set<Step>().AnyAsync(step => step.Title == "Mesurer toute la vitrine")));

        // A late step is seen from the pathway; done, it is not.
        Assert.Contains("1 étape en retard", (await mayor.GetPageAsync(pathway)).Body!.TextContent, StringComparison.Ordinal);
        var steps = await host.WithDbAsync(db => db.Set<Step>().OrderBy(step => step.Rank).ToListAsync());
        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Rank));
        using var moved = await projectManager.DoAsync(pathway + "/plan", "State", ("etape", steps[0].Id.ToString("N")), ("etat", "Done"));
        Assert.Equal(HttpStatusCode.Found, moved.StatusCode);
        Assert.DoesNotContain("en retard", (await mayor.GetPageAsync(pathway)).Body!.TextContent, StringComparison.Ordinal);

        using var noted = await projectManager.PostFormAsync(pathway + "/suivi", ("texte", "Visite faite, huit habitants."));
        Assert.Equal(HttpStatusCode.Found, noted.StatusCode);
        using var future = await projectManager.PostFormAsync(pathway + "/suivi", ("texte", "Demain"), ("jour", "2099-01-01"));
        Assert.Equal(HttpStatusCode.BadRequest, future.StatusCode);
        var version = (await host.WithDbAsync(db => db.Set<Pathway>().SingleAsync())).Version;
        using var notHers = await projectManager.DoAsync(pathway + "/suivi", "End", ("bilan", "Fini."), ("version", $"{version}"));
        Assert.Equal(HttpStatusCode.NotFound, notHers.StatusCode);
        using var ended = await adviser.DoAsync(pathway + "/suivi", "End", ("bilan", "L’épicerie rouvre en mai."), ("version", $"{version}"));
        Assert.Equal(HttpStatusCode.Found, ended.StatusCode);
        using var word = await mayor.DoAsync(pathway + "/suivi", "Word", ("avis", "Nous n’y serions pas arrivés seuls."), ("version", $"{version + 1}"));
        Assert.Equal(HttpStatusCode.Found, word.StatusCode);
        var seen = (await adviser.GetPageAsync(pathway + "/suivi")).Body!.TextContent;
        Assert.Contains("L’épicerie rouvre en mai.", seen, StringComparison.Ordinal);
        Assert.Contains("Nous n’y serions pas arrivés seuls.", seen, StringComparison.Ordinal);
        Assert.Contains("huit habitants", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_write_the_diagnosis_at_once_see_each_other_s_words()
    {
        await using var host = await LiantHost.StartAsync();
        var (network, town) = (await host.OpenSpaceAsync("Réseau"), await host.OpenSpaceAsync("Langon", kind: SpaceKind.Authority));
        var (_, adviser) = await host.JoinAsync(network, SpaceRole.Manager);
        var (_, mayor) = await host.JoinAsync(town, SpaceRole.Administrator);
        using var opened = await adviser.PostFormAsync($"/espaces/{network.Slug}/parcours/nouveau", ("espace", town.Slug), ("nom", "Rouvrir l’épicerie"));
        var path = opened.Headers.Location!.OriginalString + "/diagnostic";
        var (mine, theirs) = (await adviser.GetPageAsync(path), await mayor.GetPageAsync(path));
        using var first = await adviser.SendFormAsync(path, mine, ("atouts", "Un local communal."));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await mayor.SendFormAsync(path, theirs, ("atouts", "Des bénévoles."));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var shown = await second.ReadPageAsync();
        Assert.Equal("Des bénévoles.", shown.ValueOf("atouts"));
        Assert.Contains("Un local communal.", shown.QuerySelector(".stacked .notice")!.TextContent, StringComparison.Ordinal);
        using var both = await mayor.SendFormAsync(path, shown, ("atouts", "Un local communal.\nDes bénévoles."));
        Assert.Equal(HttpStatusCode.Found, both.StatusCode);
    }

    private static async Task WriteAsync(HttpClient client, string pathway, string situation)
    {
        using var written = await client.PostFormAsync(pathway + "/diagnostic", ("situation", situation));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
    }

    private static async Task AgreeAsync(HttpClient client, string path)
    {
        using var agreed = await client.DoAsync(path, "Agree", ("version", (await client.GetPageAsync(path)).QuerySelector("form[action*=Agree] input[name=version]")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.Found, agreed.StatusCode);
    }

    private static async Task AddAsync(HttpClient client, string pathway, string title, string who, string due)
    {
        using var added = await client.PostFormAsync(pathway + "/plan/etape", ("titre", title), ("qui", who), ("echeance", due));
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
    }

    private static async Task<FormUrlEncodedContent> FieldsAsync(HttpClient client, string path, params (string Name, string Value)[] fields) =>
        new(fields.Append(("jeton_formulaire", (await client.GetPageAsync(path)).ValueOf("jeton_formulaire")!)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));

    private static async Task<(PathwayStage Stage, DateTimeOffset? Agreed)> StateAsync(LiantHost host) => await host.WithDbAsync(async db =>
    {
        var pathway = await db.Set<Pathway>().SingleAsync();
        return (pathway.Stage, pathway.AdviserAgreedAt);
    });
}
