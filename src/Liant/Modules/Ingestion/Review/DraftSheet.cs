using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Understanding;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Review;

/// <summary>The sheet that a draft would become, as it was read; and where it disagrees with one that is there.</summary>
internal static class DraftSheet
{
    private const int SummaryLength = 480;

    public static SheetSaid Of(Draft draft, BatchDocument document)
    {
        var said = draft.Said;
        return new SheetSaid(draft.SheetKind, Plain(draft.Name, 190), Plain(said.Summary ?? Around(said, document.Text) ?? draft.Name, SummaryLength), document.ToSource())
        {
            Aliases = said.Aliases.Select(alias => Plain(alias, 190)).Where(alias => alias.Length > 0).ToList(),
            Themes = said.Themes,
            LegalForm = said.LegalForm,
            CommuneCode = said.Commune?.Code,
            AreaCode = said.Epci ?? said.Departement,
            StartedIn = said.FoundedIn,
            Jobs = said.Jobs?.Count,
            JobsAreApproximate = said.Jobs?.IsApproximate ?? false,
            Url = said.Website ?? (said.Kind == ProposalKind.Resource ? document.Address : null),
            Figures = said.Figures.Select(figure => new SaidFigure(figure.FullLabel, figure.Value, figure.Unit, figure.Year, figure.IsApproximate)).ToList(),
            Partners = said.Partners.Where(partner => partner.Role is not null && Vocabulary.Relations.Has(partner.Role)).Select(partner => new SaidPartner(Plain(partner.Name, 190), partner.Role!)).ToList(),
            Lines = said is { Kind: ProposalKind.Call, On: { } limit } ? [new SaidLine("Date limite", On(limit).ToString())] : [],
            SeriesName = said.Published?.SeriesName?.Shown(190),
            SeriesNumber = said.Published?.SeriesNumber,
            Category = said.Published?.Category?.Shown(190),
            ResourceType = said.Published?.ResourceType,
            IsPrivate = said.Published?.IsPrivate ?? false,
            StartsOn = said.On is { } day ? On(day) : null,
            IsPlanned = said.IsPlanned,
        };
    }

    private static PartialDate On(DateOnly day) => PartialDate.Parse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Fields of one value where both say something, and not the same.</summary>
    public static IReadOnlyList<Contradiction> Against(this SheetSaid said, KnownSheet sheet, Gazetteer gazetteer)
    {
        var found = new List<Contradiction>();
        void Compare(string field, string? ours, string? theirs)
        {
            if (ours is not null && theirs is not null && ours != theirs)
            {
                found.Add(new Contradiction(field, theirs, ours));
            }
        }

        string? Place(string? code) => code is null ? null : gazetteer.Find(code) is { } commune ? gazetteer.Label(commune) : code;
        static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
        Compare("commune", Place(said.CommuneCode), Place(sheet.CommuneCode));
        Compare("legalForm", said.LegalForm is { } form ? Vocabulary.Forms.Label(form) : null, sheet.LegalForm is { } known ? Vocabulary.Forms.Label(known) : null);
        Compare("startedIn", Number(said.StartedIn), Number(sheet.StartedIn));
        Compare("jobs", Number(said.Jobs), Number(sheet.Jobs));
        return found;
    }

    /// <summary>One of these names, and not in two different communes: without asking anybody, it is the same.</summary>
    public static bool IsSurelyThe(this SheetSaid said, KnownSheet sheet) =>
        SheetDesk.IsSameName(said, sheet) && (said.CommuneCode is null || sheet.CommuneCode is null || said.CommuneCode == sheet.CommuneCode);

    /// <summary>The line that names it.</summary>
    private static string? Around(Proposal said, string? text)
    {
        if (text is null || !said.Evidence.TryGetValue("name", out var passage) || passage.End > text.Length)
        {
            return null;
        }

        var start = text.LastIndexOf('\n', passage.Start) + 1;
        var end = text.IndexOf('\n', passage.End);
        return text[start..(end < 0 ? text.Length : end)];
    }

    /// <summary>Without an address or a telephone number of anybody.</summary>
    private static string Plain(string text, int length) => PersonalContact.Removed(Fold.Readable(text)).Text.Trim().Shown(length);
}
