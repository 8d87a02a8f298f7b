using System.Diagnostics;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Start;

/// <summary>What happens before the first answer: migrate, then let each module prepare. Health checks answer meanwhile.</summary>
internal sealed class StartWork(
    IServiceProvider services, LiantSettings settings, IEnumerable<LiantModule> modules, Readiness readiness,
    IHostApplicationLifetime lifetime, ILogger<StartWork> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await PrepareAsync(answers: true, stoppingToken);
            readiness.MarkReady();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception problem)
        {
            log.LogCritical(problem, "Liant ne peut pas démarrer");
            readiness.MarkFailed(problem);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    /// <param name="answers">The site, as against a command beside it.</param>
    public async Task PrepareAsync(bool answers, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        using var scope = services.CreateScope();
        var databases = scope.ServiceProvider.GetRequiredService<IDbContextFactory<LiantDb>>();
        foreach (var module in modules)
        {
            module.WarmUp(services);
        }

        // EF Core makes its model on another core while the first connection is opened: each takes a good part of a start.
        var model = Task.Run(() => MakeModel(databases), cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        TimeSpan migrated;
        await using (var gate = await StartGate.EnterAsync(db, settings, cancel))
        {
            await model;
            await gate.MigrateAsync(cancel);
            migrated = watch.Elapsed;
            foreach (var module in modules)
            {
                await module.PrepareAsync(scope.ServiceProvider, cancel);
            }
        }

        var prepared = watch.Elapsed;
        await services.GetRequiredService<ChangeFollower>().StartReadingAsync(answers, cancel);
        log.LogInformation("Prêt en {All:F0} ms : base {Database:F0}, modules {Modules:F0}, lecture {Reading:F0}",
            watch.Elapsed.TotalMilliseconds, migrated.TotalMilliseconds, (prepared - migrated).TotalMilliseconds, (watch.Elapsed - prepared).TotalMilliseconds);
    }

    private static void MakeModel(IDbContextFactory<LiantDb> databases)
    {
        using var db = databases.CreateDbContext();
        _ = db.Model;
    }
}
