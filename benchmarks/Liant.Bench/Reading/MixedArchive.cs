using System.Net;
using System.Text;
using Liant.Tests.World;

namespace Liant.Bench.Reading;

/// <summary>The archive of a network that does not exist: sentences recombined, the same at each run, as texts, web pages, Word and PDF; and a few files made to harm.</summary>
internal static class MixedArchive
{
    private static readonly string[] Names = ["La Halle", "L’Épicerie", "Le Fournil", "Les Ateliers", "La Ressourcerie", "Le Café", "La Cour", "Le Tiers-lieu", "La Grange", "Le Verger", "Le Relais", "La Fabrique"];
    private static readonly string[] Qualities = ["d’Ambre", "de Nacre", "zinzolin", "des Saules", "du Pont vieux", "commune", "des Possibles", "d’en Face", "du Canal", "partagée", "de l’Étang", "des Quatre Vents"];
    private static readonly string[] Towns = ["Felletin (Creuse)", "Langon (Gironde)", "Saverdun (Ariège)", "Plouhinec (Finistère)", "Loudun (Vienne)", "Castillon-la-Bataille (Gironde)", "Saint-Loup-sur-Semouse (Haute-Saône)", "Langogne (Lozère)", "Die (Drôme)", "Lodève (Hérault)", "Guingamp (Côtes-d’Armor)", "Aubusson (Creuse)"];
    private static readonly string[] Forms = ["L’association", "La SCIC", "La coopérative", "La SCOP", "L’entreprise d’insertion", "Le collectif"];
    private static readonly string[] Sentences =
    [
        "{0} {1}, à {2}, emploie {3} salariés et accueille une trentaine de bénévoles.", "Créée en 20{4}, {1} répare des vélos et des meubles avec les habitants du quartier.",
        "La commune met à disposition une ancienne gare, et la communauté de communes finance les travaux à hauteur de 160 000 euros.", "Le projet s’appuie sur un réseau de partenaires locaux et sur des financements citoyens.",
        "Depuis deux ans, la fréquentation du marché a augmenté de 38 %, disent les commerçants.", "Un comité réunit chaque mois les élus, les habitants et les associations de la ville.",
        "Une plateforme de mobilité solidaire relie les villages au centre-bourg trois fois par semaine.", "L’alimentation durable est au cœur du projet : jardin, cuisine et conserverie se partagent le même toit.",
        "Il s’agit d’un lieu ouvert, où se croisent le numérique, la culture et l’entraide.", "Le Département et la Région soutiennent la démarche dans le cadre d’un contrat de trois ans.",
    ];

    /// <summary>Number of files that must be refused, and the median size of the others.</summary>
    public static (int Hostile, long MedianBytes) Write(string folder, int documents)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(6);
        var sizes = new List<long>();
        for (var i = 0; i < documents; i++)
        {
            var paragraphs = Paragraphs(random, i);
            var (extension, bytes) = (i % 10) switch
            {
                < 4 => ("txt", Encoding.GetEncoding(i % 20 == 0 ? "iso-8859-1" : "utf-8").GetBytes(string.Join("\n\n", paragraphs))),
                < 7 => ("html", Encoding.UTF8.GetBytes(Page(paragraphs))),
                _ => ("docx", Papers.Docx(paragraphs)),
            };
            var file = Path.Combine(folder, $"{i:D5}.{extension}");
            File.WriteAllBytes(file, bytes);
            sizes.Add(string.Join("\n\n", paragraphs).Length);
        }

        File.WriteAllBytes(Path.Combine(folder, "bombe.docx"), Papers.Zip(("word/document.xml", new string(' ', 100_000_000))));
        File.WriteAllBytes(Path.Combine(folder, "entites.docx"), Papers.Zip(("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>")));
        File.WriteAllText(Path.Combine(folder, "profonde.html"), "<html>" + string.Concat(Enumerable.Repeat("<div>", 100_000)));
        File.WriteAllText(Path.Combine(folder, "casse.pdf"), "%PDF-1.7 abîmé");
        using (var giant = File.Create(Path.Combine(folder, "geant.txt")))
        {
            giant.SetLength(1L << 30);
        }

        sizes.Sort();
        return (5, sizes[sizes.Count / 2]);
    }

    public static void WritePdf(string folder, int documents)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(7);
        for (var i = 0; i < documents; i++)
        {
            var lines = Paragraphs(random, i).SelectMany(paragraph => paragraph.Chunk(90).Select(line => new string(line)).Append("")).ToList();
            File.WriteAllBytes(Path.Combine(folder, $"{i:D5}.pdf"), Papers.Pdf([.. lines.Chunk(60).Select(page => Papers.Column(50, 790, page))]));
        }
    }

    private static List<string> Paragraphs(Random random, int number)
    {
        var paragraphs = new List<string> { $"Lettre n° {number} du réseau imaginaire" };
        for (var i = random.Next(15, 45); i > 0; i--)
        {
            var (form, name, town) = (Any(random, Forms), $"{Any(random, Names)} {Any(random, Qualities)}", Any(random, Towns));
            paragraphs.Add(string.Join(' ', Enumerable.Range(0, random.Next(2, 5)).Select(_ => string.Format(System.Globalization.CultureInfo.InvariantCulture, Any(random, Sentences), form, name, town, random.Next(2, 60), random.Next(10, 24)))));
        }

        return paragraphs;
    }

    private static string Page(List<string> paragraphs) =>
        "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>" + paragraphs[0] + "</title></head><body><header><a href=\"/\">Réseau imaginaire</a></header><nav><ul>"
        + string.Concat(Enumerable.Range(0, 12).Select(i => $"<li><a href=\"/{i}\">Rubrique {i}</a></li>")) + "</ul></nav><main><h1>" + paragraphs[0] + "</h1>"
        + string.Concat(paragraphs.Skip(1).Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph)}</p>")) + "</main><footer>Mentions légales</footer></body></html>";

    private static string Any(Random random, string[] words) => words[random.Next(words.Length)];
}
