using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>What the database cannot hold together by itself: codes of another module, words of the published lists, keys of sources.</summary>
internal static class CatalogueCheck
{
    public static async IAsyncEnumerable<Finding> FindAsync(IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        var gazetteer = services.GetRequiredService<Geography>().Gazetteer;
        await using var db = await services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync(cancel);
        await foreach (var sheet in db.Set<Sheet>().AsNoTracking().Include(sheet => sheet.Relations).OrderBy(sheet => sheet.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var what in Places(sheet, gazetteer).Concat(Words(sheet)).Concat(Facts(sheet)))
            {
                yield return new Finding(what, Where(sheet));
            }
        }

        var spaces = (await new SpaceNames(db).AllAsync(cancel)).Select(space => space.Id).ToHashSet();
        await foreach (var reader in db.Set<SheetReader>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!spaces.Contains(reader.SpaceId))
            {
                yield return new Finding($"réservée à un espace qui n’existe plus : {reader.SpaceId:N}", $"fiche {reader.SheetId:N}");
            }
        }

        await foreach (var category in db.Set<SourceCategory>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (category.Theme is { } theme && !Vocabulary.Themes.Has(theme))
            {
                yield return new Finding($"thème : mot inconnu, « {theme} »", $"catégorie « {category.Label} » de {category.Origin}");
            }
        }

        var lost = db.Set<SheetImport>().Where(import => import.FileId != null && !db.Set<StoredFile>().Any(file => file.Id == import.FileId)).Select(import => import.FileName);
        await foreach (var name in lost.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new Finding("le fichier importé n’est plus là", $"import de « {name} »");
        }
    }

    public static async IAsyncEnumerable<WebAddress> WebAddressesAsync(IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync(cancel);
        await foreach (var sheet in db.Set<Sheet>().AsNoTracking().OrderBy(sheet => sheet.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var address in AddressesOf(sheet))
            {
                yield return new WebAddress(address, Where(sheet));
            }
        }
    }

    /// <summary>Those of other sites that the page of a sheet shows.</summary>
    public static IEnumerable<string> AddressesOf(Sheet sheet)
    {
        string?[] addresses = [.. sheet.AllSources.Select(source => source.Url), .. sheet.Links.Select(link => link.Url), (sheet as Resource)?.Url];
        return addresses.OfType<string>().Distinct();
    }

    private static IEnumerable<string> Places(Sheet sheet, Gazetteer gazetteer)
    {
        if (sheet.CommuneCode is { } commune && gazetteer.Find(commune) is not { Kind: TerritoryKind.Commune })
        {
            yield return $"commune inconnue : {commune}";
        }

        if (sheet.FileSourceId is not null && sheet.FileSource is null)
        {
            yield return "la source dont vient la fiche n’est plus là";
        }

        if (sheet.AreaCode is { } area && gazetteer.Find(area) is null)
        {
            yield return $"territoire inconnu : {area}";
        }
    }

    private static IEnumerable<string> Words(Sheet sheet)
    {
        var (initiative, organisation) = (sheet as Initiative, sheet as Organisation);
        (Vocabulary List, string Name, IEnumerable<string?> Slugs)[] said =
        [
            (Vocabulary.Themes, "thème", sheet.Themes),
            (Vocabulary.Cooperation, "forme de coopération", sheet.Cooperation),
            (Vocabulary.Levers, "levier", sheet.Levers),
            (Vocabulary.Forms, "forme juridique", [initiative?.LegalForm ?? organisation?.LegalForm]),
            (Vocabulary.Statuses, "statut", initiative?.Statuses ?? organisation?.Statuses ?? []),
            (Vocabulary.Stages, "avancement", [initiative?.Stage]),
            (Vocabulary.Funding, "financement", initiative?.Funding.Select(line => line.Kind) ?? []),
            (Vocabulary.ResourceTypes, "type de ressource", [(sheet as Resource)?.ResourceType]),
            (Vocabulary.Licences, "licence", sheet.AllSources.Select(source => source.Licence)),
            (Vocabulary.Relations, "sorte de lien", sheet.Relations.Select(relation => relation.Kind)),
        ];
        return said.SelectMany(list => list.Slugs.OfType<string>().Where(slug => !list.List.Has(slug)).Distinct().Select(slug => $"{list.Name} : mot inconnu, « {slug} »"));
    }

    private static IEnumerable<string> Facts(Sheet sheet)
    {
        var keys = sheet.AllSources.Select(source => source.Key).ToHashSet();
        return sheet.Figures.Where(figure => !keys.Contains(figure.Source)).Select(figure => $"chiffre « {figure.Label} » : la source « {figure.Source} » n’est pas sur la fiche")
            .Concat(((sheet as Initiative)?.Funding ?? []).Where(line => !keys.Contains(line.Source)).Select(line => $"financement « {line.Label ?? line.Kind} » : la source « {line.Source} » n’est pas sur la fiche"))
            .Concat(sheet.Relations.Where(relation => !keys.Contains(relation.Source)).Select(relation => $"lien « {relation.Kind} » : la source « {relation.Source} » n’est pas sur la fiche"));
    }

    private static string Where(Sheet sheet) => $"fiche {sheet.Address()}";
}
