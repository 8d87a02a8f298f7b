using System.Text.RegularExpressions;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Loading;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue;

/// <summary>What ships with Liant: the organisations, initiatives, resources and programmes that the five source texts name.</summary>
public sealed partial class TheStarterCatalogue(SharedHost shared)
{
    [Fact]
    public async Task Each_sheet_has_a_source_with_a_title_and_what_it_states_bears_one_of_them()
    {
        var sheets = await SheetsAsync();
        Assert.True(sheets.Count > 150);
        Assert.All(sheets, sheet =>
        {
            Assert.NotEmpty(sheet.Sources);
            Assert.All(sheet.Sources, source => Assert.False(string.IsNullOrWhiteSpace(source.Title), sheet.Slug));
            var keys = sheet.Sources.Select(source => source.Key).ToHashSet();
            Assert.All(sheet.Figures, figure => Assert.Contains(figure.Source, keys));
            Assert.All(sheet.Relations, relation => Assert.Contains(relation.Source, keys));
            Assert.All((sheet as Initiative)?.Funding ?? [], line => Assert.Contains(line.Source, keys));
        });
    }

    [Fact]
    public async Task No_sheet_holds_an_email_or_a_telephone()
    {
        foreach (var sheet in await SheetsAsync())
        {
            var initiative = sheet as Initiative;
            var text = string.Join('\n', [sheet.Title, sheet.Summary, sheet.Body, initiative?.Context, initiative?.Activities, initiative?.Outcome, initiative?.Plans, .. sheet.Keywords, .. sheet.Aliases]);
            Assert.DoesNotMatch(Email(), text);
            Assert.DoesNotMatch(Telephone(), text);
        }
    }

    [Theory]
    [InlineData("Écrire à nom.prenom@exemple.fr")]
    public void An_email_would_be_seen(string text) => Assert.Matches(Email(), text);

    [Theory]
    [InlineData("Tél. 05 56 00 00 00")]
    [InlineData("+33 5 56 00 00 00")]
    [InlineData("0556000000")]
    public void A_telephone_would_be_seen(string text) => Assert.Matches(Telephone(), text);

    [Fact]
    public async Task Themes_forms_and_relations_are_published_slugs_and_every_relation_has_a_target()
    {
        var sheets = await SheetsAsync();
        var ids = sheets.Select(sheet => sheet.Id).ToHashSet();
        Assert.True(sheets.Sum(sheet => sheet.Relations.Count) > 50);
        Assert.All(sheets, sheet =>
        {
            Assert.All(sheet.Themes, slug => Assert.True(Vocabulary.Themes.Has(slug)));
            Assert.All(sheet.Relations, relation => Assert.True(ids.Contains(relation.ToId) && Vocabulary.Relations.Has(relation.Kind) && relation.ToId != sheet.Id));
        });
        Assert.True(sheets.OfType<Initiative>().Count(initiative => initiative.Themes.Count > 0) > 0.9 * sheets.OfType<Initiative>().Count());
    }

    [Fact]
    public async Task A_sheet_with_a_commune_stands_near_it()
    {
        var gazetteer = shared.Host.Services.GetRequiredService<Geography>().Gazetteer;
        foreach (var sheet in (await SheetsAsync()).Where(sheet => sheet is { CommuneCode: not null, Location: not null }))
        {
            var commune = gazetteer.Find(sheet.CommuneCode)!;
            Assert.Equal(TerritoryKind.Commune, commune.Kind);
            var limit = commune.Location!.Value.IsApproximate ? 80 : 12;
            Assert.True(commune.Location.Value.KilometresTo(sheet.Location!.Value) < limit, $"{sheet.Slug} : {commune.Name}");
        }
    }

    /// <summary>Name, kind and commune as the texts give them.</summary>
    [Theory]
    [InlineData("Cap Solidaire", "initiative", "33227")]
    [InlineData("Court-Circuit", "initiative", "23079")]
    [InlineData("Ecce Terra", "initiative", "83031")]
    [InlineData("Epi'Cerise", "initiative", "70467")]
    [InlineData("Habitats des Possibles à Castillon-la-Bataille", "initiative", "33108")]
    [InlineData("Les Ateliers Jean Moulin", "initiative", "29197")]
    [InlineData("SIMONE", "initiative", "52114")]
    [InlineData("Digitanie", "initiative", null)]
    [InlineData("Habitats des Possibles à Lestiac-sur-Garonne", "initiative", "33241")]
    [InlineData("Habitats des Possibles à Cursan", "initiative", "33145")]
    [InlineData("LAC48.COOP", "initiative", "48080")]
    [InlineData("EST Proximité", "initiative", "97409")]
    [InlineData("Tiers-lieu de Tarare", "initiative", "69243")]
    [InlineData("Créateurs and Co", "initiative", "86137")]
    [InlineData("Anima", "initiative", "62193")]
    [InlineData("La Smalah", "initiative", "40266")]
    [InlineData("Collectif GARE", "initiative", "52499")]
    [InlineData("Villages Vivants", "organisation", null)]
    [InlineData("ETIC", "organisation", null)]
    [InlineData("Habitats des Possibles", "organisation", null)]
    [InlineData("RTES", "organisation", null)]
    [InlineData("Avise", "organisation", null)]
    [InlineData("Plateau Urbain", "organisation", null)]
    [InlineData("Petites villes de demain", "programme", null)]
    [InlineData("Action cœur de ville", "programme", null)]
    [InlineData("DLA", "programme", null)]
    [InlineData("Kit MunicipalESS", "resource", null)]
    [InlineData("Fiche Déniché pour vous n°87", "resource", "52499")]
    public async Task What_the_texts_name_is_found_by_its_name_in_its_commune(string name, string kind, string? commune)
    {
        var items = (await shared.Visitor.SearchAsync(Q(name) + $"&kind={kind}&size=5")).GetProperty("items").EnumerateArray().ToList();
        var index = items.FindIndex(item => Fold.Words(item.GetProperty("title").GetString()!).Contains(Fold.Words(name), StringComparison.Ordinal)
            || kind is "organisation" or "programme");
        Assert.True(index is >= 0 and < 3, $"{name} : {string.Join(" | ", items.Select(item => item.GetProperty("title").GetString()))}");
        if (commune is not null)
        {
            Assert.Equal(commune, items[index].GetProperty("place").GetProperty("code").GetString());
            Assert.Equal(System.Text.Json.JsonValueKind.Object, items[index].GetProperty("location").ValueKind);
        }
    }

    [Theory]
    [InlineData("Villages Vivants", "organisation")]
    [InlineData("ETIC Foncièrement responsable", "organisation")]
    public async Task Where_the_texts_give_no_place_there_is_no_point(string name, string kind)
    {
        var item = (await shared.Visitor.SearchAsync(Q(name) + $"&kind={kind}&size=1")).GetProperty("items")[0];
        Assert.Equal(name, item.GetProperty("title").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, item.GetProperty("location").ValueKind);
    }

    [Fact]
    public async Task Planned_things_say_so()
    {
        var item = (await shared.Visitor.SearchAsync(Q("EST Proximité") + "&kind=initiative&size=1")).GetProperty("items")[0];
        var sheet = await shared.Visitor.GetJsonAsync("/api/v1/initiatives/" + item.GetProperty("id").GetString());
        Assert.Equal("planned", sheet.GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Facts_are_told_in_our_own_words()
    {
        var texts = Directory.GetFiles(SharedFiles.Need("seeds"), "*.txt").Select(file => Fold.Words(File.ReadAllText(file)).Split(' ')).ToList();
        const int run = 8;
        var theirs = texts.SelectMany(words => Enumerable.Range(0, Math.Max(0, words.Length - run)).Select(i => string.Join(' ', words[i..(i + run)]))).ToHashSet();
        var sheets = await SheetsAsync();
        // Titles, names of organisations and of sources are theirs by nature.
        var names = sheets.SelectMany(sheet => (string[])[sheet.Title, .. sheet.Aliases, .. sheet.Sources.Select(source => source.Title), .. (sheet as Resource)?.Publishers ?? []])
            .Select(Fold.Words).Where(name => name.Contains(' ', StringComparison.Ordinal)).OrderByDescending(name => name.Length).ToList();
        var copied = new List<string>();
        foreach (var sheet in sheets)
        {
            var initiative = sheet as Initiative;
            foreach (var text in new[] { sheet.Summary, sheet.Body, initiative?.Context, initiative?.Activities, initiative?.Outcome, initiative?.Plans }.OfType<string>())
            {
                var ours = names.Aggregate(" " + Fold.Words(text) + " ", (rest, name) => rest.Replace($" {name} ", " § ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
                copied.AddRange(Enumerable.Range(0, Math.Max(0, ours.Length - run)).Select(i => string.Join(' ', ours[i..(i + run)])).Where(theirs.Contains).Select(same => $"{sheet.Slug} : {same}"));
            }
        }

        Assert.True(copied.Count == 0, string.Join(Environment.NewLine, copied));
    }

    private Task<List<Sheet>> SheetsAsync() => shared.Host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().Include(sheet => sheet.Relations).Where(sheet => sheet.Origin == StarterCatalogue.Origin).ToListAsync());

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.\w+")]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<!\d)(?:\+33\s?|0)[1-9](?:[ .]?\d{2}){4}(?!\d)")]
    private static partial Regex Telephone();
}
