using System.Globalization;
using System.Text;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Bench.Importing;

/// <summary>A file of the national format, always the same for one number of rows: id,name,description,theme,legal_form,commune,lat,lon,year,jobs.
/// One row in a thousand is the same as the one before, one in a thousand names a commune that does not exist.</summary>
internal static class NationalFile
{
    public const string Heading = "id,name,description,theme,legal_form,commune,lat,lon,year,jobs";

    private static readonly string[] Words =
        "maison atelier jardin café épicerie solidaire régie recyclerie ressourcerie coopérative village quartier énergie vélo habitat partagé culture musique théâtre lecture numérique fabrique terre lait pain marché"
            .Split(' ');

    public sealed record Counts(int Rows, int Added, int Same, int Refused);

    public static Counts Write(string path, int rows, Gazetteer gazetteer)
    {
        var random = new Random(20261122);
        var communes = gazetteer.Communes.Where(commune => commune.Location is { IsApproximate: false }).ToList();
        var (same, refused) = (0, 0);
        var previous = "";
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        file.WriteLine(Heading);
        for (var i = 0; i < rows; i++)
        {
            if (i % 1000 == 500)
            {
                same++;
                file.WriteLine(previous);
                continue;
            }

            var commune = communes[random.Next(communes.Count)];
            var code = i % 1000 == 700 ? "99999" : commune.Code;
            refused += code == "99999" ? 1 : 0;
            var (lat, lon) = (commune.Location!.Value.Lat + (random.NextDouble() - 0.5) / 50, commune.Location.Value.Lon + (random.NextDouble() - 0.5) / 50);
            previous = string.Create(CultureInfo.InvariantCulture,
                $"org-{i:0000000},{Phrase(random, 3)} {i % 9973},{Phrase(random, 14)}.,{Vocabulary.Themes.Terms[random.Next(12)].Slug},{Vocabulary.Forms.Terms[random.Next(8)].Slug},{code},{(code == "99999" ? "" : lat.ToString("F5", CultureInfo.InvariantCulture))},{(code == "99999" ? "" : lon.ToString("F5", CultureInfo.InvariantCulture))},{random.Next(1950, 2026)},{random.Next(80)}");
            file.WriteLine(previous);
        }

        return new Counts(rows, rows - same - refused, same, refused);
    }

    private static string Phrase(Random random, int words)
    {
        var phrase = string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
        return char.ToUpper(phrase[0], CultureInfo.InvariantCulture) + phrase[1..];
    }
}
