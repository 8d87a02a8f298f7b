using System.Text;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>Somebody saves a sheet between the moment when an import looked at the addresses that are taken and the one when it writes its rows.</summary>
public sealed class ImportingWhileOthersWrite(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_address_taken_meanwhile_costs_its_row_another_address_and_loses_nothing(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var name = $"Le lieu disputé {engine}";
        var slug = $"le-lieu-dispute-{engine}".ToLowerInvariant();
        var rows = string.Concat(Enumerable.Range(1, 1_200).Select(n => $"{n};{(n == 700 ? name : $"Voisin {n} {engine}")};Atelier;33227\n"));
        var content = new FileReadMeanwhile(Encoding.UTF8.GetBytes("cle;titre;resume;code_insee\n" + rows), () => host.WithDbAsync(async db =>
        {
            if (!await db.Set<SheetImport>().AnyAsync(import => import.State == ImportState.Running))
            {
                return false;
            }

            var rival = Sheets.Entity(name);
            var organisation = new Organisation();
            organisation.Write(rival.Id, slug, new SheetContent { Title = name, Summary = "Saisi pendant l’import.", Sources = rival.Sources }, rival.CreatedAt);
            db.Add(organisation);
            await db.SaveChangesAsync();
            return true;
        }).GetAwaiter().GetResult());

        var imported = (await host.ImportAsync(content)).AddsUp();
        Assert.True(content.IsDone);
        Assert.Equal((1_200, 0, 0, 0), imported.Counts);
        var sheets = await host.SheetsOfAsync(imported.Origin);
        Assert.Equal(1_200, sheets.Select(s => s.Slug).Distinct().Count());
        Assert.Equal($"{slug}-langon", sheets.Single(s => s.Title == name).Slug);
        Assert.Equal($"voisin-701-{engine}".ToLowerInvariant(), sheets.Single(s => s.OriginKey == "701").Slug);
        Assert.Equal("Saisi pendant l’import.", await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.Slug == slug).Select(s => s.Summary).SingleAsync()));
    }
}
