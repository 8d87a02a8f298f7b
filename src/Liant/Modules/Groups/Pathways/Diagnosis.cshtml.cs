using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Pathways;

/// <summary>The diagnosis, written by both parties, each of which agrees to it.</summary>
public sealed class DiagnosisModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : PathwayPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "situation")]
    public string? Situation { get; set; }

    [BindProperty(Name = "atouts")]
    public string? Strengths { get; set; }

    [BindProperty(Name = "difficultes")]
    public string? Difficulties { get; set; }

    [BindProperty(Name = "priorites")]
    public string? Priorities { get; set; }

    /// <summary>Somebody else's words, saved while she was writing hers.</summary>
    public DiagnosisDescription? Theirs { get; private set; }

    /// <summary>Hers, when both parties agreed to others meanwhile.</summary>
    public DiagnosisDescription? Unsaved { get; private set; }

    public bool IsWritable => Pathway.Stage == PathwayStage.Diagnosis && !Group.IsClosed;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return NotFound();
        }

        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return NotFound();
        }

        var said = new DiagnosisDescription(Part("situation", Situation), Part("atouts", Strengths), Part("difficultes", Difficulties), Part("priorites", Priorities));
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (Pathway.Stage != PathwayStage.Diagnosis)
        {
            Unsaved = said;
            Show();
            return Hindered("Diagnosis.IsSettled");
        }

        ChangeAsShown();
        Pathway.Diagnose(said);
        Record("diagnosis-written");
        if (await SaveAsync(cancel))
        {
            return To("/diagnostic", "Diagnosis.Saved");
        }

        Theirs = Pathway.Description();
        return Hindered("Diagnosis.Outdated");
    }

    public async Task<IActionResult> OnPostAgreeAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return NotFound();
        }

        Show(withVersion: false);
        return Pathway.Stage == PathwayStage.Diagnosis ? await AgreeAsync("/diagnostic", cancel) : Hindered("Outdated");
    }

    public async Task<IActionResult> OnPostReconsiderAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return NotFound();
        }

        Show(withVersion: false);
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        ChangeAsShown();
        Pathway.Reconsider();
        Record("diagnosis-reconsidered");
        return await SaveAsync(cancel) ? To("/diagnostic", "Diagnosis.Reconsidered") : Hindered("Outdated");
    }

    private string Part(string field, string? typed) => Written(field, typed, Pathway.LongestPart, isNeeded: false);

    private void Show(bool withVersion = true) =>
        (Situation, Strengths, Difficulties, Priorities, Version) = (Pathway.Situation, Pathway.Strengths, Pathway.Difficulties, Pathway.Priorities, withVersion ? Pathway.Version : Version);
}
