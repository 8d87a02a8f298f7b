using System.Text;
using System.Text.Json;
using Liant.Modules.Catalogue;
using Liant.Tests.World;

namespace Liant.Tests.Catalogue.Import;

/// <summary>Characters and lengths at the edge of what a database holds: no row may stop a file.</summary>
public sealed class TextsThatBreakThings(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    public static TheoryData<Engine, string, string> Cells()
    {
        var all = new TheoryData<Engine, string, string>();
        string[] columns = ["titre", "resume", "texte", "cle", "commune", "themes", "mots_cles", "adresse", "lat", "siret", "site_web", "libelle_territoire", "territoire", "labels", "statut", "categories", "annee_debut", "origine", "infos", "liens", "nature"];
        (string Name, string Text)[] texts = [("nul", "a\0b"), ("noncharacter", "a\uFFFEb\u0001c"), ("longWord", new string('x', 700)), ("emoji", new string('é', 59) + string.Concat(Enumerable.Repeat("😀", 400))), ("long", string.Concat(Enumerable.Repeat("mot et ", 5_000)))];
        foreach (var (name, _) in texts)
        {
            foreach (var column in columns)
            {
                all.Add(Engine.Sqlite, column, name);
                if (name is "nul" or "emoji")
                {
                    all.Add(Engine.PostgreSql, column, name);
                }
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_full_of_anything_makes_a_sheet_or_a_reason(Engine engine, string column, string what)
    {
        var text = what switch
        {
            "nul" => "a\0b", "noncharacter" => "a\uFFFEb\u0001c", "longWord" => new string('x', 700), "emoji" => new string('é', 59) + string.Concat(Enumerable.Repeat("😀", 400)),
            _ => string.Concat(Enumerable.Repeat("mot et ", 5_000)),
        };
        var (host, _) = await hosts.OnAsync(engine);
        var good = new Dictionary<string, string> { ["titre"] = "Sain", ["cle"] = "sain", [column] = "" };
        var bad = new Dictionary<string, string> { ["titre"] = "Le Fil", ["cle"] = "fil", [column] = text };
        var json = JsonSerializer.Serialize(new[] { bad, good.Where(p => p.Value.Length > 0).ToDictionary() });
        var imported = (await host.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), column == "nature" ? null : SheetKind.Organisation)).AddsUp();
        Assert.Equal(2, imported.Import.Rows);
        Assert.All(imported.Refused.Concat(imported.Remarks), line => Assert.True(line.Reason.IsNormalized() && !line.Reason.Contains('\0', StringComparison.Ordinal)));
        Assert.All(await host.SheetsOfAsync(imported.Origin), sheet => Assert.True(Imports.Published(sheet).IsNormalized()));
    }
}
