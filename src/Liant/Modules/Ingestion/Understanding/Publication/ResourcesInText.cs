using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Understanding.Figures;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Publication;

/// <summary>Resources: those that a page shows with the fields of the RTES base, or the document itself where it is a number of a series. Any other text is a source, no more.</summary>
internal static class ResourcesInText
{
    private const int LongestTitle = 170;

    /// <summary>How many paragraphs the fields of one resource take.</summary>
    private const int FieldsAbove = 8;

    public static List<Proposal> Of(TextInParts parts, Reading reading, IReadOnlyList<FiguresInText.Counted> figures)
    {
        var shown = Enumerable.Range(0, parts.Layout.Paragraphs.Count).Select(p => RtesFields.LabelOf(parts.Tokens, parts.Layout.Paragraphs[p]) == "resume" ? OfFields(parts, p) : null).OfType<Proposal>().DistinctBy(one => Fold.Words(one.Name)).ToList();
        return shown.Count > 0 ? shown : OfSeries(parts, reading, figures) is { } itself ? [itself] : [];
    }

    /// <summary>The summary repeats the first lines of the body; what stands above those is the title.</summary>
    private static Proposal? OfFields(TextInParts parts, int label)
    {
        var (tokens, paragraphs) = (parts.Tokens, parts.Layout.Paragraphs);
        if (label + 1 >= paragraphs.Count || TextOf(label + 1) is not { Length: > 40 } summary || Enumerable.Range(1, label - 1).FirstOrDefault(p => TextOf(p) == summary) is not (> 0 and var body) || paragraphs[body - 1] is not { } title
            || tokens.Passage(title.First, title.End) is not { Length: >= 8 and <= LongestTitle } name || RtesFields.LabelOf(tokens, title) is not null)
        {
            return null;
        }

        var evidence = new Dictionary<string, Passage> { ["name"] = ProposalOf.Widened(parts, name), ["summary"] = Bounded(tokens.Passage(paragraphs[label + 1].First, paragraphs[label + 1].End)) };
        string? Field(string of, string key)
        {
            for (var p = label - 1; p >= Math.Max(0, label - FieldsAbove); p--)
            {
                if (RtesFields.LabelOf(tokens, paragraphs[p]) == of && RtesFields.LabelOf(tokens, paragraphs[p + 1]) is null)
                {
                    evidence[key] = ProposalOf.Widened(parts, tokens.Passage(paragraphs[p].First, paragraphs[p + 1].End));
                    return TextOf(p + 1);
                }
            }

            return null;
        }

        var shown = Candidates.Tidy(name.In(tokens.Text));
        shown = shown.Length > 2 && shown[0] is '"' or '«' && shown[^1] is '"' or '»' ? shown[1..^1].Trim() : shown;
        var (kind, category, isPrivate) = (Field("type de ressource", "resourceType"), Field("categorie", "category"), Field("ressource privee", "isPrivate"));
        var series = AboutTheDocument.SeriesIn(parts, title.First, title.End).Take(2).ToList();
        if (series is [var number])
        {
            evidence["seriesName"] = ProposalOf.Widened(parts, number.Passage);
        }

        var type = TypeOf(kind) ?? TypeOf(shown);
        // The base's own types ("Ressources RTES") are no kinds of resource: they are kept as its category.
        return Proposed(shown, evidence, new Published(series is [var own] ? own.Name : null, series is [var its] ? its.Number : null, null, category ?? (TypeOf(kind) is null ? kind : null), type, isPrivate == "Oui")) with
        {
            Summary = PersonalContact.IsIn(summary) ? null : summary,
        };

        string TextOf(int p) => Candidates.Tidy(tokens.TextOf(paragraphs[p].First, paragraphs[p].End));
    }

    private static Proposal? OfSeries(TextInParts parts, Reading reading, IReadOnlyList<FiguresInText.Counted> figures)
    {
        if (reading is not { SeriesName: { } series, SeriesNumber: { } number } || reading.Evidence["series"] is var said && said.Length > LongestTitle)
        {
            return null;
        }

        // "Fiche Déniché pour vous n°87 : Collectif GARE" as a title; else what the number is of.
        var own = parts.Layout.Paragraphs.FirstOrDefault(paragraph => paragraph.IsHeading && parts.Tokens.Passage(paragraph.First, paragraph.End) is { Length: <= LongestTitle } line && line.Start <= said.Start && line.End >= said.End);
        var passage = own is null ? said : parts.Tokens.Passage(own.First, own.End);
        var evidence = new Dictionary<string, Passage> { ["name"] = ProposalOf.Widened(parts, passage), ["seriesName"] = ProposalOf.Widened(parts, said) };
        if (reading.Evidence.TryGetValue("date", out var date))
        {
            evidence["publishedOn"] = ProposalOf.Widened(parts, date);
        }

        return Proposed(own is null ? $"{series} n° {number}" : Candidates.Tidy(passage.In(parts.Tokens.Text)).TrimStart('#', ' '), evidence, new Published(series, number, reading.Date, null, TypeOf(series), false)) with
        {
            Figures = figures.Select(one => one.Figure).ToList(), Evidence = FiguresInText.WithPassages(evidence, figures),
        };
    }

    private static Proposal Proposed(string name, Dictionary<string, Passage> evidence, Published published) => new(ProposalKind.Resource, name) { Confidence = 0.8, Evidence = evidence, Published = published };

    private static Passage Bounded(Passage passage) => passage with { Length = Math.Min(passage.Length, 300) };

    /// <summary>The vocabulary's word, where the words have it.</summary>
    private static string? TypeOf(string? words)
    {
        var folded = Fold.Words(words ?? "").Split(' ');
        return Vocabulary.ResourceTypes.Terms.Select(term => (term.Slug, At: Array.FindIndex(folded, word => word == Fold.Words(term.Fr) || word == Fold.Words(term.Fr) + "s"))).Where(one => one.At >= 0).OrderBy(one => one.At).FirstOrDefault().Slug;
    }
}
