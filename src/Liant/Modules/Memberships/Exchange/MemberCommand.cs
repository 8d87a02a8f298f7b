using System.CommandLine;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Imports;
using Liant.Platform.Tables;

namespace Liant.Modules.Memberships.Exchange;

/// <summary>"./run import members FILE --network SLUG".</summary>
internal static class MemberCommand
{
    public static Command Import(Func<Task<IServiceProvider>> services)
    {
        var network = new Option<string>("--network") { Description = "réseau : la fin de l’adresse de son espace", Required = true };
        return ImportFile.Command("members", "adhérents d’un réseau : CSV ou classeur, colonnes nature, nom, code_territoire…", async (file, parsed, cancel) =>
        {
            await using var scope = (await services()).CreateAsyncScope();
            var slug = parsed.GetRequiredValue(network);
            if (await scope.ServiceProvider.GetRequiredService<SpaceNames>().FindAsync(slug, cancel) is not { IsNetwork: true } space)
            {
                throw new UnreadableFile($"Aucun réseau à l’adresse /espaces/{slug}.");
            }

            await using var content = File.OpenRead(file);
            using var table = TableFile.Open(content);
            return await scope.ServiceProvider.GetRequiredService<MemberImport>().ReadAsync(table, space.Id, "import", isTrial: false, cancel);
        }, options: [network]);
    }
}
