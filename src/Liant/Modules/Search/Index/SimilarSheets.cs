using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Initiatives that speak of the same things as a sheet: a point for each theme in common, up to two for the words of its summary and keywords.</summary>
internal static class SimilarSheets
{
    public static List<SearchDocument> To(IndexReading index, Segment segment, int doc, Viewer viewer, FrenchAnalyser analyser, int limit)
    {
        var one = index.DocumentOf(segment, doc);
        var query = PreparedQuery.Of(Query.Parse(string.Join(' ', [.. one.Keywords, one.Summary]), analyser, index), index);
        var found = new List<(Segment Segment, int Doc, int Themes, double Words)>();
        foreach (var reading in index.Segments)
        {
            var visible = reading.VisibleTo(viewer);
            new Matching(reading.Segment, query).WithEnough([], candidates =>
            {
                for (var at = 0; at < Window.Width; at++)
                {
                    if (!Bits.Has(candidates.Bits, at) || !Bits.Has(visible, candidates.From + at))
                    {
                        continue;
                    }

                    var traits = index.Traits.Span[reading.Segment.Columns.Rows[candidates.From + at].Traits];
                    if (traits.Kind == "initiative" && traits.Themes.Intersect(one.Themes).Count() is > 0 and var themes)
                    {
                        found.Add((reading.Segment, candidates.From + at, themes, candidates.Scores[at]));
                    }
                }
            });
        }

        var most = found.Select(other => other.Words).DefaultIfEmpty(1).Max();
        return found.Where(other => other.Segment.Columns.Ids[other.Doc].ToString("N") != one.Id)
            .OrderByDescending(other => other.Themes + 2 * other.Words / most).ThenBy(other => other.Segment.Columns.Ids[other.Doc])
            .Take(limit).Select(other => index.DocumentOf(other.Segment, other.Doc)).ToList();
    }
}
