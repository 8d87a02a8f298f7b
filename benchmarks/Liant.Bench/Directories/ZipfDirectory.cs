using System.Globalization;
using System.Text;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Bench.Directories;

/// <summary>A directory of organisations of the whole country, made up and always the same: id,name,description,theme,legal_form,commune,lat,lon,year,jobs. Towns come as
/// often as they have inhabitants.</summary>
internal sealed class ZipfDirectory
{
    private readonly FrenchWords words = new(1901);
    private readonly List<Territory> communes;
    private readonly double[] inhabitants;

    public ZipfDirectory(Gazetteer gazetteer)
    {
        communes = gazetteer.Communes.Where(commune => commune.Location is { IsApproximate: false } && commune.Population is not null).ToList();
        inhabitants = new double[communes.Count];
        var sum = 0.0;
        for (var i = 0; i < inhabitants.Length; i++)
        {
            inhabitants[i] = sum += communes[i].Population!.Inhabitants;
        }
    }

    /// <param name="Text">Of the description, about 45 words, a third of them small ones.</param>
    public sealed record Row(string Id, string Name, string Text, string Theme, string Form, string Commune, double Lat, double Lon, int Year, int Jobs);

    public IEnumerable<Row> Rows(int count)
    {
        var random = new Random(20261122);
        for (var i = 0; i < count; i++)
        {
            var at = Array.BinarySearch(inhabitants, random.NextDouble() * inhabitants[^1]);
            var commune = communes[at < 0 ? ~at : at];
            yield return new Row(
                i.ToString("0000000", CultureInfo.InvariantCulture), Phrase(random, 2 + random.Next(3)), Phrase(random, 30 + random.Next(30)) + ".",
                Vocabulary.Themes.Terms[random.Next(12)].Slug, Vocabulary.Forms.Terms[random.Next(8)].Slug, commune.Code,
                Math.Round(commune.Location!.Value.Lat + (random.NextDouble() - 0.5) / 25, 5), Math.Round(commune.Location.Value.Lon + (random.NextDouble() - 0.5) / 25, 5),
                random.Next(1950, 2026), random.Next(80));
        }
    }

    /// <summary>Queries of one to three words, frequent and rare alike: ranks drawn evenly on a logarithmic scale.</summary>
    public IEnumerable<string> Queries(int count)
    {
        var random = new Random(77);
        for (var i = 0; i < count; i++)
        {
            yield return string.Join(' ', Words(random).Distinct().Take(1 + i % 3));
        }
    }

    private IEnumerable<string> Words(Random random)
    {
        while (true)
        {
            yield return words[(int)Math.Exp(random.NextDouble() * Math.Log(20_000))];
        }
    }

    public void Write(string path, int rows) => Write(path, Rows(rows));

    public static void Write(string path, IEnumerable<Row> rows)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        file.WriteLine("id,name,description,theme,legal_form,commune,lat,lon,year,jobs");
        foreach (var row in rows)
        {
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Id},{row.Name},{row.Text},{row.Theme},{row.Form},{row.Commune},{row.Lat:F5},{row.Lon:F5},{row.Year},{row.Jobs}"));
        }
    }

    private string Phrase(Random random, int length)
    {
        var phrase = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            phrase.Append(i == 0 ? "" : " ").Append(i > 0 && random.Next(3) == 0 ? FrenchWords.AnySmall(random) : words.Any(random));
        }

        phrase[0] = char.ToUpper(phrase[0], CultureInfo.InvariantCulture);
        return phrase.ToString();
    }
}
