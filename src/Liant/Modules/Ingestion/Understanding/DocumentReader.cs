using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding.Announcements;
using Liant.Modules.Ingestion.Understanding.Employment;
using Liant.Modules.Ingestion.Understanding.Figures;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Models;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Publication;
using Liant.Modules.Ingestion.Understanding.Years;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>From a text to what it tells of: pure, no database and no clock (docs/reading.md).</summary>
public sealed class DocumentReader(Geography geography, LanguageModel model)
{
    private volatile PlaceNames? names;

    public Reading Read(DocumentText document)
    {
        var parts = new TextInParts(document.Text, Names());
        var counted = FiguresInText.In(parts);
        var told = Proposals(parts, counted);
        var reading = AboutTheDocument.Of(parts, document, told);
        var resources = ResourcesInText.Of(parts, reading, FiguresInText.OfPlaces(parts, counted));
        return reading with { Proposals = [.. resources, .. told, .. Announced.Of(parts), .. ProgrammesInText.Of(parts, told)] };
    }

    /// <summary>The same, and what the administrator's model adds to it, if there is one and the text bears it out.</summary>
    public async Task<Reading> ReadAsync(DocumentText document, CancellationToken cancel)
    {
        var reading = Read(document);
        if (!model.IsConfigured)
        {
            return reading;
        }

        var (answer, problem) = await model.AskAsync(document.Text, cancel);
        return answer is null ? reading with { Remarks = [.. reading.Remarks, problem!] } : new ModelClaims(new TextInParts(document.Text, Names())).Added(reading, answer);
    }

    private static List<Proposal> Proposals(TextInParts parts, List<FiguresInText.Counted> counted)
    {
        var candidates = Candidates.Gather(parts, NamesInText.Find(parts));
        var titles = Focus.Give(parts, candidates);
        Whereabouts.Settle(parts, candidates, titles);
        var selected = Selection.Of(parts, candidates, candidate => (Founding.Of(parts, candidate) is null ? 0 : 1) + (JobCounts.Of(parts, candidate) is null ? 0 : 1));
        selected.AddRange(Unnamed.Find(parts, selected, titles));
        var told = selected.ConvertAll(candidate => ProposalOf.Candidate(parts, candidate, selected) is var one && candidate.Kind == ProposalKind.Initiative ? FiguresInText.With(one, candidate, selected, counted, parts) : one);
        told.AddRange(Networks.Of(parts, told).Where(network => !told.Exists(p => p.Name == network.Name)).ToList());
        told.RemoveAll(one => !Support.Holds(one, parts.Tokens.Text));
        return told;
    }

    private PlaceNames Names()
    {
        var gazetteer = geography.Gazetteer;
        return names is { } known && known.Gazetteer == gazetteer ? known : names = new PlaceNames(gazetteer);
    }
}
