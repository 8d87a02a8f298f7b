using System.Diagnostics;
using System.Net;
using Liant.Tests.World;

namespace Liant.Tests.Accounts;

/// <summary>By the clock: a refused password costs the same work whether the address has an account, a locked one, one without a password, or none. A hundred thousand rounds of hashing are seen through any noise, so the
/// bound is wide.</summary>
public sealed class LearningWhoHasAnAccount
{
    private const int Tries = 16;

    [Fact]
    public async Task A_refused_password_takes_as_long_for_an_account_as_for_none()
    {
        await using var host = await LiantHost.StartAsync();
        var known = new List<string>();
        for (var i = 0; i < 1 + (Tries / 4); i++)
        {
            // Four tries each: the fifth would lock the account.
            known.Add((await host.RegisterAsync("Dominique", People.NewEmail("dominique"))).Email!);
        }

        var token = (await host.Visitor.GetPageAsync("/connexion")).ValueOf("jeton_formulaire")!;
        async Task<double> TimeAsync(string email)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["courriel"] = email, ["motdepasse"] = "un autre mot de passe", ["jeton_formulaire"] = token }) };
            request.Headers.Add("X-Forwarded-For", $"198.19.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}");
            var since = Stopwatch.GetTimestamp();
            using var answer = await host.Visitor.SendAsync(request);
            var took = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            return took;
        }

        await TimeAsync(known[^1]);
        await TimeAsync("personne@mairie.example");
        var (theirs, nobodys) = (new List<double>(), new List<double>());
        for (var i = 0; i < Tries; i++)
        {
            // Side by side: what else the machine does weighs on both.
            theirs.Add(await TimeAsync(known[i / 4]));
            nobodys.Add(await TimeAsync($"personne-{i}@mairie.example"));
        }

        var ratio = Median(theirs) / Median(nobodys);
        Assert.True(ratio is > 0.4 and < 2.5, $"{Median(theirs):F1} ms for an account, {Median(nobodys):F1} ms for none");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
