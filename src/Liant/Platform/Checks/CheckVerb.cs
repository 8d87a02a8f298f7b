using System.CommandLine;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Liant.Platform.Backup;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Checks;

/// <summary>"./run check [--links]". Code 0: all agrees; 1: findings; 2: nothing could be checked. Reads only.</summary>
internal static class CheckVerb
{
    public static Command Create(Func<ParseResult, LiantSettings> settings, Func<LiantSettings, WebApplication> create)
    {
        var links = new Option<bool>("--links") { Description = "demande aussi à chaque adresse web des fiches si elle répond" };
        var command = new Command("check", "vérifie que la base, la recherche et les fiches s’accordent ; ne change rien") { links };
        command.SetAction(async (parsed, cancel) =>
        {
            var chosen = settings(parsed);
            if (!chosen.UsesPostgreSql && !File.Exists(chosen.SqliteFile))
            {
                await Console.Error.WriteLineAsync($"Il n’y a pas de base de Liant dans {chosen.DataFolder}. Donnez les mêmes LIANT_DATA et LIANT_DATABASE qu’au site.");
                return 2;
            }

            await using var app = create(chosen);
            try
            {
                return await RunAsync(app.Services, parsed.GetValue(links) ? new WebLinks() : null, Console.Out, cancel);
            }
            catch (Exception problem) when (problem is DbException or InvalidOperationException { InnerException: DbException })
            {
                await Console.Error.WriteLineAsync($"La base ne se laisse pas lire : {problem.GetBaseException().Message}");
                return 2;
            }
        });
        return command;
    }

    /// <param name="links">Asks the web addresses when given; disposed here.</param>
    internal static async Task<int> RunAsync(IServiceProvider services, WebLinks? links, TextWriter output, CancellationToken cancel)
    {
        using var asking = links;
        await using var scope = services.CreateAsyncScope();
        await using var db = await services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        if (await SchemaAsync(db, cancel) is { } otherVersion)
        {
            output.WriteLine(otherVersion);
            return 1;
        }

        var count = 0;
        await foreach (var finding in FindingsAsync(db, scope.ServiceProvider, output, cancel))
        {
            Print(finding);
            count++;
        }

        if (asking is not null)
        {
            var answers = await asking.AskAsync(Modules(services).ToAsyncEnumerable().SelectMany(module => module.WebAddressesAsync(scope.ServiceProvider, cancel)), cancel);
            foreach (var finding in answers.Broken)
            {
                Print(finding);
            }

            count += answers.Broken.Count;
            foreach (var finding in answers.Unsure)
            {
                output.WriteLine($"  à regarder vous-même, le site refuse les programmes : {finding.What} — {finding.Where}");
            }

            output.WriteLine($"Liens : {answers.Asked} adresses demandées, {answers.Broken.Count} mortes"
                + (answers.NotAsked == 0 ? "." : $" ; {answers.NotAsked} adresses de réseaux privés n’ont pas été demandées."));
        }

        output.WriteLine(count switch
        {
            0 => "Tout s’accorde : rien à signaler.",
            1 => "1 chose à corriger.",
            _ => $"{count} choses à corriger.",
        });
        return count == 0 ? 0 : 1;

        void Print(Finding finding) => output.WriteLine($"- {finding.What} — {finding.Where}");
    }

    private static async Task<string?> SchemaAsync(LiantDb db, CancellationToken cancel)
    {
        var applied = await StoredSchema.MigrationsAsync(db.Database.GetDbConnection(), cancel) ?? [];
        var known = db.Database.GetMigrations().ToList();
        return applied.Count == 0 ? "Cette base est vide : lancez « ./run » ou restaurez une sauvegarde."
            : applied.Except(known).Any() ? "Cette base est d’une version plus récente de Liant : vérifiez-la avec cette version."
            : known.Except(applied).Any() ? $"Cette base est d’une version plus ancienne de Liant ({known.Except(applied).Count()} mises à jour l’attendent). Lancez « ./run », qui la met à jour, puis vérifiez."
            : null;
    }

    private static async IAsyncEnumerable<Finding> FindingsAsync(
        LiantDb db, IServiceProvider services, TextWriter output, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var finding in DatabaseCheck.CheckAsync(db, cancel))
        {
            yield return finding;
        }

        await foreach (var finding in StoredValues.CheckAsync(db, cancel))
        {
            yield return finding;
        }

        await foreach (var finding in FilesCheck.CheckAsync(db, cancel))
        {
            yield return finding;
        }

        var (site, why) = await services.GetRequiredService<RunningSite>().FindAsync(cancel);
        site?.Dispose();
        if (why is not null)
        {
            output.WriteLine($"La recherche d’un site en marche n’a pas été comparée : {why}.");
        }

        foreach (var module in Modules(services))
        {
            // One unreadable value stops the reading of its module, not of the others.
            await using var found = module.CheckAsync(services, cancel).GetAsyncEnumerator(cancel);
            while (true)
            {
                Finding? stopped = null;
                try
                {
                    if (!await found.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    stopped = new Finding($"la vérification s’est arrêtée : {problem.Message}", $"module {module.Name}");
                }

                yield return stopped ?? found.Current;
                if (stopped is not null)
                {
                    break;
                }
            }
        }
    }

    private static IEnumerable<LiantModule> Modules(IServiceProvider services) => services.GetServices<LiantModule>();
}
