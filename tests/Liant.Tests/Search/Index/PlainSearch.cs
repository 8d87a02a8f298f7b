using Liant.Modules.Accounts.Contract;
using System.Globalization;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Modules.Territories.Contract;

namespace Liant.Tests.Search.Index;

/// <summary>The same search as a naive scan: every sheet is read through for every request, with sets and loops and no index.</summary>
internal sealed class PlainSearch(FrenchAnalyser analyser, SheetPreparation preparation)
{
    private readonly Dictionary<IndexedSheet, Read> reads = new(ReferenceEqualityComparer.Instance);

    public sealed record Answer(int Total, int? WithAllWords, List<(string Id, double Score, double? Kilometres)> Best, List<string> Points, int TotalWithPoint, Dictionary<string, Dictionary<string, int>> Facets);

    private sealed record Read(IndexedSheet Sheet, SearchDocument Document, Dictionary<string, byte> Words, List<List<string>> Texts);

    private sealed record Matched(Read Read, double Score, double? Kilometres, bool HasAll);

    /// <summary>Public sheets that have the word, under any form of the stem or as written.</summary>
    public int Frequency(IEnumerable<IndexedSheet> sheets, string term, bool asWritten) =>
        sheets.Where(sheet => !sheet.IsPrivate).Count(sheet => WeightOf(ReadOf(sheet), term, asWritten) > 0);

    public Answer Search(IEnumerable<IndexedSheet> sheets, SearchRequest request, Viewer viewer, PreparedQuery query, int size)
    {
        var visible = sheets.Where(sheet => viewer.SeesPrivate || !sheet.IsPrivate || sheet.Readers.Intersect(viewer.Spaces).Any()).Select(ReadOf)
            .Where(read => query.Query.Phrases.All(phrase => Says(read, phrase)) && !query.Query.Excluded.Any(excluded => excluded.AsWritten ? Says(read, excluded.Terms) : WeightOf(read, excluded.Terms[0], false) > 0)).ToList();
        var isAll = query.Query.IsEverything;
        var texts = isAll ? visible.ConvertAll(read => (Read: read, Score: (double?)1, HasAll: true)) : Matching(visible, query);
        var isPartial = !isAll && query.Clauses.Count > 1 && texts.Count(text => text.HasAll) < 10;
        var found = (isPartial ? texts : texts.Where(text => text.HasAll)).Select(text => Ranked(text.Read, text.Score!.Value, text.HasAll, request, isAll ? null : query, isPartial))
            .OfType<Matched>().Where(match => Lets(match, request)).ToList();
        Func<SearchDocument, IEnumerable<string>>[] values =
        [
            d => [d.Kind], d => d.Themes, d => d.Form is null ? [] : [d.Form], d => d.Cooperation, d => d.Programmes, d => d.DepartementCode is null ? [] : [d.DepartementCode],
            d => d.RegionCode is null ? [] : [d.RegionCode], d => d.Year is { } year ? [year.ToString(CultureInfo.InvariantCulture)] : [],
        ];
        IReadOnlyList<string>[] chosen =
        [
            request.Kinds, request.Themes, request.Forms, request.Cooperation, request.Programmes, request.Departements, request.Regions,
            request.Years.Select(year => year.ToString(CultureInfo.InvariantCulture)).ToList(),
        ];
        bool Passes(SearchDocument d, int facet) => chosen[facet].Count == 0 || values[facet](d).Intersect(chosen[facet]).Any();
        var all = Enumerable.Range(0, values.Length).ToList();
        var kept = found.FindAll(match => all.TrueForAll(facet => Passes(match.Read.Document, facet)));
        var facets = all.ToDictionary(facet => FacetTable.Names[facet], facet => found.Where(match => all.TrueForAll(other => other == facet || Passes(match.Read.Document, other)))
            .SelectMany(match => values[facet](match.Read.Document).Distinct()).GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count()));
        kept.Sort((a, b) =>
            a.Score != b.Score ? b.Score.CompareTo(a.Score)
            : (a.Kilometres ?? double.MaxValue) != (b.Kilometres ?? double.MaxValue) ? (a.Kilometres ?? double.MaxValue).CompareTo(b.Kilometres ?? double.MaxValue)
            : a.Read.Sheet.UpdatedAt != b.Read.Sheet.UpdatedAt ? b.Read.Sheet.UpdatedAt.CompareTo(a.Read.Sheet.UpdatedAt)
            : string.CompareOrdinal(a.Read.Document.Id, b.Read.Document.Id));
        var withAll = kept.Count(match => match.HasAll);
        return new Answer(
            kept.Count, !isPartial || withAll == kept.Count ? null : withAll, kept.Take(size).Select(match => (match.Read.Document.Id, match.Score, match.Kilometres)).ToList(),
            kept.Where(match => match.Read.Document.Location is not null).Take(size).Select(match => match.Read.Document.Id).ToList(),
            kept.Count(match => match.Read.Document.Location is not null), facets);
    }

    private List<(Read Read, double? Score, bool HasAll)> Matching(List<Read> visible, PreparedQuery query)
    {
        var matching = new List<(Read, double?, bool)>();
        foreach (var read in query.Query.IsOnlySmallWords ? [] : visible)
        {
            var (score, cover, count) = (0.0, 0.0, 0);
            foreach (var clause in query.Clauses)
            {
                var gain = clause.Alternatives.Max(alternative =>
                {
                    var weights = alternative.Asked.Terms.Select(term => (int)WeightOf(read, term, alternative.Asked.AsWritten)).ToList();
                    return weights.Min() == 0 ? 0 : alternative.Gains[weights.Min()];
                });
                score += gain;
                cover += gain > 0 ? clause.Weight : 0;
                count += gain > 0 ? 1 : 0;
            }

            var bonus = Ranking.NameBonus(read.Sheet.Names, query.Query, analyser);
            if (count == query.Clauses.Count)
            {
                matching.Add((read, score, true));
            }
            else if (score > 0 && (cover >= Ranking.LeastCover * query.Weight || bonus > 0))
            {
                matching.Add((read, Ranking.Covered(score, ShareOf(cover)), false));
            }
        }

        return matching;

        // Words that only private sheets have weigh nothing.
        double ShareOf(double cover) => query.Weight == 0 ? 1 : cover / query.Weight;
    }

    private Matched Ranked(Read read, double score, bool hasAll, SearchRequest request, PreparedQuery? query, bool isPartial)
    {
        var document = read.Document;
        var bonus = query is null ? 0 : Ranking.NameBonus(read.Sheet.Names, query.Query, analyser);
        var kilometres = request.Place?.Location is { } here && document.Location is { } there ? here.KilometresTo(there) : (double?)null;
        var covered = hasAll && isPartial ? Ranking.Covered(score, 1) : hasAll && query is not null ? Ranking.Covered(score, 1) : score;
        var nearness = request.Place is { } place ? Ranking.Nearness(Ranking.IsInside(document.Commune, document.Area, place), kilometres) : 1;
        return new Matched(read, (covered + bonus) * Ranking.PriorOf(document.Kind) * nearness, kilometres, hasAll);
    }

    private static bool Lets(Matched match, SearchRequest request)
    {
        var document = match.Read.Document;
        return (request.Within is not { } area || (document.Commune is { } commune && Gazetteer.Contains(area, commune)) || document.Area?.Code == area.Code
                || (document.Area is { Kind: TerritoryKind.Departement } acts && acts.RegionCode == area.Code))
            && (request.Frame is not { } frame || (document.Location is { } point && frame.Holds(point)))
            && (request.RadiusKm is not { } radius || match.Kilometres <= radius);
    }

    private Read ReadOf(IndexedSheet sheet) => reads.TryGetValue(sheet, out var read) ? read : reads[sheet] = ReadThrough(sheet);

    private Read ReadThrough(IndexedSheet sheet)
    {
        var (traits, place) = (preparation.Traits.Items.Span[sheet.Traits], preparation.Places.Items.Span[sheet.Place]);
        var document = SheetPreparation.Show(sheet, traits, place);
        string[] fields = [string.Join(' ', sheet.Names), string.Join(' ', [.. sheet.Keywords, .. traits.Words]), $"{place.Text} {sheet.PlaceLabel}", sheet.Summary, sheet.Body];
        var tokens = Array.ConvertAll(fields, field => field.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(analyser.WordsOf).ToList());
        var lengths = Array.ConvertAll(tokens, field => field.Count(token => token is { IsStop: false, Joins: 0 }));
        var factors = new double[fields.Length];
        Weights.FactorsOf(lengths, factors);
        var words = tokens.SelectMany(field => field).Select(token => token.Surface).Distinct().ToDictionary(word => word, word =>
            Weights.ToByte(Weights.Of(Array.ConvertAll(tokens, field => (byte)Math.Min(255, field.Count(token => token.Surface == word))), factors)));
        // Points are kept to a hundredth of a metre.
        return new Read(sheet, document with { Location = document.Location is { } at ? new Location(Kept(at.Lat), Kept(at.Lon), at.Precision) : null }, words,
            ((IEnumerable<string>)[.. sheet.Names, .. sheet.Keywords, .. traits.Words, place.Text, sheet.PlaceLabel, sheet.Summary, sheet.Body]).Select(text => analyser.Words(text).Select(word => word.Surface).ToList()).ToList());
    }

    /// <summary>In one of its texts, read anew.</summary>
    private static bool Says(Read read, string[] phrase) => read.Texts.Any(text => Enumerable.Range(0, Math.Max(0, text.Count - phrase.Length + 1)).Any(at => text.Skip(at).Take(phrase.Length).SequenceEqual(phrase)))
        || (phrase.Length == 1 && read.Words.ContainsKey(phrase[0]));

    private static double Kept(double degrees) => Math.Round(degrees * Columns.Degree) / Columns.Degree;

    private byte WeightOf(Read read, string term, bool asWritten) => asWritten
        ? read.Words.GetValueOrDefault(term)
        : read.Words.Where(word => FrenchStemmer.Stem(word.Key) == term && !analyser.Lexicon.IsStop(word.Key)).Select(word => word.Value).DefaultIfEmpty((byte)0).Max();
}
