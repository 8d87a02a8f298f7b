using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;
using Liant.Platform.Text;

namespace Liant.Bench.Relevance;

/// <summary>
/// nDCG@10 and recall@10 of the search. A target is a named initiative (gain 2) or a graded document (its grade); a result
/// hits a document when its source is that document. Each target is credited once, at the first result that hits it and
/// credits nothing else; the ideal is all targets in order of gain. Recall counts the initiatives alone.
/// </summary>
internal static class RelevanceBench
{
    private const int Depth = 10;

    /// <summary>File of each source key of the starter catalogue.</summary>
    private static readonly Dictionary<string, string> FileOf = new()
    {
        ["avise-retours-pvd"] = "000_72ad624205560736.txt", ["avise-decryptage-pvd"] = "001_886ba73fb7a6996c.txt", ["apes-supplements"] = "002_d7d9be661d251b4e.txt",
        ["rtes-ressources"] = "003_b177bc2baba99d65.txt", ["rtes-lettre-33"] = "004_5758d948f4874c51.txt",
    };

    public static async Task<int> RunAsync(bool details)
    {
        if (SharedFiles.Find("data/queries-dev.json") is not { } queries)
        {
            Console.WriteLine("ignoré : les requêtes jugées sont absentes de cette machine");
            return 0;
        }

        var data = Directory.CreateTempSubdirectory("liant-bench").FullName;
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = data }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: true, default);
        var judged = Judgements.Read(queries);
        var search = app.Services.GetRequiredService<SheetSearch>();
        Print("catalogue", judged, request => search.Search(request, Viewer.Visitor), details);
        if (SharedFiles.Find("seeds/" + FileOf["rtes-lettre-33"]) is { } text)
        {
            var withTexts = search.With(FileOf.Select(file => TextDocument(file.Key, Path.Combine(Path.GetDirectoryName(text)!, file.Value))));
            Print("catalogue + textes", judged, request => withTexts.Search(request, Viewer.Visitor), details);
        }

        Variants.Print(judged.Queries.Select(query => query.Query).ToList(), request => search.Search(request, Viewer.Visitor));
        Directory.Delete(data, recursive: true);
        return 0;
    }

    private static SearchDocument TextDocument(string source, string file)
    {
        var text = File.ReadAllText(file);
        var title = text.Split('\n').Select(line => line.Trim()).First(line => line.Length > 10);
        return new SearchDocument(
            "text-" + source, "resource", "/", title, text[..Math.Min(300, text.Length)], text, [title], [], [], null, [], [], null, null, "", null, null, false, default)
        { SourceKeys = [source] };
    }

    private static void Print(string corpus, Judgements judged, Func<SearchRequest, SearchAnswer> search, bool details)
    {
        var ndcg = new List<double>();
        var recall = new List<double>();
        foreach (var query in judged.Queries)
        {
            var hits = search(new SearchRequest { Query = query.Query, Size = Depth }).Hits.Select(hit => hit.Document).ToList();
            var (gain, found) = Gain(query, hits);
            ndcg.Add(gain);
            if (query.Initiatives.Count > 0)
            {
                recall.Add((double)found / query.Initiatives.Count);
            }

            if (details)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{query.Id} nDCG {gain:F2} initiatives {found}/{query.Initiatives.Count}  {query.Query}"));
                Console.WriteLine("      " + string.Join(" | ", hits.Select(d => $"{d.Kind[0]}:{d.Title[..Math.Min(34, d.Title.Length)]}")));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{corpus}: nDCG@{Depth} {ndcg.Average():F3} over {ndcg.Count} queries, recall@{Depth} of initiatives {recall.Average():F3} over {recall.Count} queries"));
    }

    private static (double Ndcg, int InitiativesFound) Gain(Judged query, List<SearchDocument> hits)
    {
        var initiatives = query.Initiatives.ToList();
        var documents = query.Documents.ToDictionary();
        var (dcg, found) = (0.0, 0);
        for (var rank = 0; rank < hits.Count; rank++)
        {
            var discount = 1 / Math.Log2(rank + 2);
            if (initiatives.Find(wanted => Is(hits[rank], wanted)) is { } initiative)
            {
                initiatives.Remove(initiative);
                found++;
                dcg += 2 * discount;
            }
            else if (hits[rank].SourceKeys.Select(key => FileOf.GetValueOrDefault(key, "")).Where(documents.ContainsKey).OrderByDescending(file => documents[file]).FirstOrDefault() is { } file)
            {
                dcg += documents[file] * discount;
                documents.Remove(file);
            }
        }

        var ideal = query.Documents.Values.Concat(query.Initiatives.Select(_ => 2)).OrderDescending().Take(Depth).Select((gain, rank) => gain / Math.Log2(rank + 2)).Sum();
        return (dcg / ideal, found);
    }

    private static bool Is(SearchDocument document, NamedInitiative wanted) =>
        document.Names.Any(name => (" " + Fold.Words(name) + " ").Contains(" " + Fold.Words(wanted.Name) + " ", StringComparison.Ordinal))
        && (wanted.Commune is null || document.Commune is null || Fold.Words(document.Commune.Name) == Fold.Words(wanted.Commune));
}
