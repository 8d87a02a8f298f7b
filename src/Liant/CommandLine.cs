using System.CommandLine;
using System.CommandLine.Invocation;
using Liant.Platform;
using Liant.Platform.Backup;
using Liant.Platform.Checks;
using Liant.Platform.Start;
using Microsoft.AspNetCore.Connections;

namespace Liant;

/// <summary>"./run" starts the site; "./run import KIND FILE" and the other verbs come from the modules.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Liant : plateforme libre pour revitaliser les centres-bourgs par l’économie sociale et solidaire.");
        var demo = new Option<bool>("--demo") { Description = "charge la commune fictive de Saint-Liant-sur-Arce, signalée comme telle", Recursive = true };
        root.Options.Add(demo);
        root.SetAction(async (parsed, cancel) =>
        {
            var settings = SettingsFor(parsed.GetValue(demo));
            await using var app = LiantApp.Create(settings);
            try
            {
                await app.RunAsync(cancel);
                return Environment.ExitCode;
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException)
            {
                await Console.Error.WriteLineAsync($"{settings.Urls} est déjà pris par un autre programme, peut-être un autre Liant. Arrêtez-le, ou choisissez une autre adresse : LIANT_URLS=http://localhost:5081 ./run");
                return 3;
            }
        });

        WebApplication? prepared = null;
        Task<IServiceProvider>? ready = null;
        var import = new Command("import", "charge un fichier, à côté du site en marche");
        Task Prepare(ParseResult parsed, CancellationToken cancel)
        {
            prepared = LiantApp.Create(SettingsFor(parsed.GetValue(demo)), listens: false);
            return ready = Task.Run(() => ReadyAsync(prepared, cancel), cancel);
        }

        foreach (var kind in LiantApp.Modules.SelectMany(module => module.Imports(() => ready!)))
        {
            import.Subcommands.Add(Prepared(kind, Prepare));
        }

        root.Subcommands.Add(import);
        foreach (var verb in LiantApp.Modules.SelectMany(module => module.Verbs(() => ready!)))
        {
            root.Subcommands.Add(Prepared(verb, Prepare));
        }

        root.Subcommands.Add(BackupVerbs.Backup(parsed => SettingsFor(parsed.GetValue(demo))));
        root.Subcommands.Add(BackupVerbs.Restore(parsed => SettingsFor(parsed.GetValue(demo))));
        root.Subcommands.Add(CheckVerb.Create(parsed => SettingsFor(parsed.GetValue(demo)), settings => LiantApp.Create(settings, listens: false)));

        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InvalidOperationException problem) when (problem.Message.StartsWith("LIANT_", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 2;
        }
        finally
        {
            if (prepared is not null)
            {
                await prepared.DisposeAsync();
            }
        }
    }

    /// <summary>A verb works beside a running server: it opens the same database, migrated under the same gate; meanwhile it may look at its file.</summary>
    private static Command Prepared(Command command, Func<ParseResult, CancellationToken, Task> prepare)
    {
        var action = (AsynchronousCommandLineAction)command.Action!;
        command.SetAction(async (parsed, cancel) =>
        {
            var ready = prepare(parsed, cancel);
            var code = await action.InvokeAsync(parsed, cancel);
            await ready;
            return code;
        });
        return command;
    }

    private static async Task<IServiceProvider> ReadyAsync(WebApplication app, CancellationToken cancel)
    {
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, cancel);
        return app.Services;
    }

    private static LiantSettings SettingsFor(bool isDemonstration)
    {
        var settings = LiantSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        return settings with { IsDemonstration = settings.IsDemonstration || isDemonstration };
    }
}
