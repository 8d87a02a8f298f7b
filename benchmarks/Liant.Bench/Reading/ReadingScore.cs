using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Text;

namespace Liant.Bench.Reading;

/// <summary>
/// Proposals against annotations. Names are alike by their words (Dice; a part counts that has at least half of them), a commune in common adds a quarter; the most alike pairs first, each once. An initiative is
/// found by a proposal of that kind only, a network or a scheme by either. A proposal that is found nowhere is wrong, unless an organisation that the annotations name.
/// A passage supports a field when it is an exact part of the text of at least fifteen characters that holds the value.
/// </summary>
internal sealed class ReadingScore
{
    private static readonly HashSet<string> Stop = ["le", "la", "les", "l", "de", "du", "des", "d", "a", "au", "aux", "en", "et", "un", "une"];

    private int gold, found, proposed, places, placesRight, departements, departementsRight, forms, formsRight, jobs, jobsRight, themesExpected, themesHit, themesProposed, themesRight, quotes, quotesRight;

    public int FormsInvented { get; private set; }

    public int JobsInvented { get; private set; }

    public double Recall => Ratio(found, gold);

    public double Precision => Ratio(found, proposed);

    public double F1 => Harmonic(Recall, Precision);

    public double Commune => Ratio(placesRight, places);

    public double Departement => Ratio(departementsRight, departements);

    public double LegalForm => Ratio(formsRight, forms);

    public double Jobs => Ratio(jobsRight, jobs);

    public double Themes => Harmonic(Ratio(themesHit, themesExpected), Ratio(themesRight, themesProposed));

    public double Support => Ratio(quotesRight, quotes);

    /// <summary>Confidence said, and whether it was right, of each initiative proposed.</summary>
    public List<(double Confidence, bool IsRight)> Confidences { get; } = [];

    /// <summary>What was missed, and what was wrong.</summary>
    public List<string> Faults { get; } = [];

    public static ReadingScore Of(IEnumerable<(Gold Gold, string Text, Liant.Modules.Ingestion.Understanding.Reading Reading)> readings)
    {
        var score = new ReadingScore();
        foreach (var (gold, text, reading) in readings)
        {
            score.Add(gold, text, reading.Proposals.Where(p => p.Kind is ProposalKind.Initiative or ProposalKind.Organisation).ToList());
        }

        return score;
    }

    public IEnumerable<string> Lines() =>
    [
        Said($"initiatives recall {Recall:0.000} ({found}/{gold})  precision {Precision:0.000} ({found}/{proposed})  F1 {F1:0.000}"),
        Said($"commune {Commune:0.000} ({placesRight}/{places})  departement {Departement:0.000} ({departementsRight}/{departements})"),
        Said($"legal form {LegalForm:0.000} ({formsRight}/{forms}), invented {FormsInvented}  jobs {Jobs:0.000} ({jobsRight}/{jobs}), invented {JobsInvented}"),
        Said($"themes recall {Ratio(themesHit, themesExpected):0.000} precision {Ratio(themesRight, themesProposed):0.000} F1 {Themes:0.000}"),
        Said($"fields supported by an exact passage {Support:0.000} ({quotesRight}/{quotes})"),
    ];

    private void Add(Gold expected, string text, List<Proposal> proposals)
    {
        var pairs = (from g in expected.Initiatives.Index() from p in proposals.Index() where p.Item.Kind == ProposalKind.Initiative || g.Item.Kind != "initiative"
                     let likeness = Likeness(g.Item, p.Item) where likeness >= 0.65 orderby likeness descending, g.Index descending, p.Index descending select (Gold: g.Index, Proposal: p.Index)).ToList();
        var (usedGold, usedProposals) = (new HashSet<int>(), new HashSet<int>());
        foreach (var pair in pairs.Where(pair => !usedGold.Contains(pair.Gold) && !usedProposals.Contains(pair.Proposal)))
        {
            usedGold.Add(pair.Gold);
            usedProposals.Add(pair.Proposal);
            AddFields(expected.Document, expected.Initiatives[pair.Gold], proposals[pair.Proposal]);
        }

        gold += expected.Initiatives.Count;
        found += usedGold.Count;
        Faults.AddRange(expected.Initiatives.Index().Where(g => !usedGold.Contains(g.Index)).Select(g => $"{expected.Document} : manque {g.Item.Name}{(proposals.Exists(p => Likeness(g.Item, p) >= 0.65) ? " (organisation)" : "")}"));
        var acceptable = expected.Acceptable.ToList();
        foreach (var (index, proposal) in proposals.Index())
        {
            var isRight = usedProposals.Contains(index);
            if (isRight || proposal.Kind == ProposalKind.Initiative || !acceptable.Exists(name => Alike(name, proposal.Name) >= 0.65))
            {
                proposed++;
                Faults.AddRange(isRight ? [] : [$"{expected.Document} : en trop {proposal.Name} ({proposal.Kind})"]);
            }

            if (proposal.Kind == ProposalKind.Initiative)
            {
                Confidences.Add((proposal.Confidence, isRight));
            }

            AddSupport(proposal, text);
        }
    }

    private void AddFields(string document, Gold.Told told, Proposal proposal)
    {
        void Fault(string field, string? expected, string? got) => Faults.AddRange(expected == got ? [] : [$"{document} : {told.Name} : {field} {got ?? "rien"} au lieu de {expected ?? "rien"}"]);
        Fault("commune", told.Insee, proposal.Commune?.Code);
        Fault("forme", told.LegalForm, proposal.StatedForm);
        Fault("emplois", told.Jobs?.Count.ToString(CultureInfo.InvariantCulture), proposal.Jobs?.Count.ToString(CultureInfo.InvariantCulture));
        places++;
        placesRight += proposal.Commune?.Code == told.Insee ? 1 : 0;
        departements += told.Departement is null ? 0 : 1;
        departementsRight += told.Departement is not null && proposal.Departement == told.Departement ? 1 : 0;
        var formIsRight = Fold.Words(proposal.StatedForm ?? "") == Fold.Words(told.LegalForm ?? "");
        forms += told.LegalForm is null ? 0 : 1;
        formsRight += told.LegalForm is not null && formIsRight ? 1 : 0;
        FormsInvented += told.LegalForm is null && proposal.StatedForm is not null ? 1 : 0;
        jobs += told.Jobs is null ? 0 : 1;
        jobsRight += told.Jobs is not null && proposal.Jobs?.Count == told.Jobs.Count ? 1 : 0;
        JobsInvented += told.Jobs is null && proposal.Jobs is not null ? 1 : 0;
        var expected = told.Themes.Select(Fold.Words).ToHashSet();
        var got = proposal.Themes.Select(slug => Fold.Words(Vocabulary.Themes.Find(slug)?.Fr ?? slug)).ToHashSet();
        Faults.AddRange(expected.Except(got).Select(theme => $"{document} : {told.Name} : sans le thème {theme}"));
        Faults.AddRange(got.Except(expected).Except((told.AcceptableThemes ?? []).Select(Fold.Words)).Select(theme => $"{document} : {told.Name} : thème {theme} en trop"));
        themesExpected += expected.Count;
        themesHit += got.Count(expected.Contains);
        themesProposed += got.Except((told.AcceptableThemes ?? []).Select(Fold.Words)).Count();
        themesRight += got.Count(expected.Contains);
    }

    private void AddSupport(Proposal proposal, string text)
    {
        void Add(string field, bool isThere, Func<HashSet<string>, bool> holds)
        {
            if (!isThere)
            {
                return;
            }

            quotes++;
            var words = proposal.Evidence.TryGetValue(field, out var passage) ? Fold.Words(passage.In(text)).Split(' ').ToHashSet() : [];
            quotesRight += passage.Length >= 15 && holds(words) ? 1 : 0;
        }

        Add("name", true, words => 2 * Words(proposal.Name).Count(words.Contains) >= Words(proposal.Name).Count);
        Add("commune", proposal.Commune is not null, words => Words(proposal.Commune!.Name).All(words.Contains));
        Add("legalForm", proposal.LegalForm is not null, _ => true);
        Add("jobs", proposal.Jobs is not null, words => proposal.Jobs!.IsApproximate || proposal.Jobs.IsInWords || words.Contains(proposal.Jobs.Count.ToString(CultureInfo.InvariantCulture)));
        Add("themes", proposal.Themes.Count > 0, _ => true);
    }

    private static double Likeness(Gold.Told told, Proposal proposal) =>
        told.Names.Max(name => proposal.Aliases.Append(proposal.Name).Max(other => Alike(name, other))) + (told.Insee is not null && proposal.Commune?.Code == told.Insee ? 0.25 : 0);

    private static double Alike(string one, string other)
    {
        var (a, b) = (Words(one).ToHashSet(), Words(other).ToHashSet());
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }

        var shared = a.Count(b.Contains);
        var dice = 2.0 * shared / (a.Count + b.Count);
        return shared == Math.Min(a.Count, b.Count) && 2 * shared >= Math.Max(a.Count, b.Count) ? Math.Max(0.7, dice) : dice;
    }

    private static List<string> Words(string name)
    {
        var all = Fold.Words(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var telling = all.Where(word => !Stop.Contains(word)).ToList();
        return telling.Count > 0 ? telling : all;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;

    private static double Harmonic(double a, double b) => a + b > 0 ? 2 * a * b / (a + b) : 0;

    private static string Said(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
