using System.Globalization;

namespace Liant.Platform.Start;

/// <summary>Work that comes back for as long as the site runs: from when it is ready, then after each pause, or when its bell rings, whatever happened the time before.
/// Several nodes do it at once, so each piece of work sees to it that one of them counts.</summary>
internal abstract class PeriodicWork(Readiness readiness, TimeSpan pause, ILogger log, Bell? bell = null) : BackgroundService
{
    /// <summary>False where this site has no use for it.</summary>
    protected virtual bool IsWanted => true;

    /// <summary>What could not be done, for the log.</summary>
    protected abstract string Name { get; }

    protected abstract Task WorkAsync(CancellationToken cancel);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsWanted || !await readiness.WaitAsync(stoppingToken))
        {
            return;
        }

        // What it writes and logs is in French, whatever the machine speaks.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.LogError(problem, "{Work} : échec, nouvel essai dans {Pause}", Name, pause);
            }

            await (bell?.WaitAsync(pause, stoppingToken) ?? Task.Delay(pause, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
