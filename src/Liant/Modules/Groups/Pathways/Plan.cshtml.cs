using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Pathways;

/// <summary>The steps of a plan: how far each is; both parties agree to the whole.</summary>
public sealed class PlanModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : PathwayPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "etape")]
    public string? Chosen { get; set; }

    [BindProperty(Name = "etat")]
    public string? State { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await FindPathwayAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostStateAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel) || Steps.FirstOrDefault(step => step.Id.ToString("N") == Chosen) is not { } step)
        {
            return NotFound();
        }

        if (!Enum.TryParse<StepState>(State, out var state) || !Enum.IsDefined(state))
        {
            Errors.Add("etat", Texts["Step.StateMissing"]);
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        step.GoTo(state, Now);
        Record("step-moved", $"{step.Title} > {Texts["StepState." + state]}");
        return await SaveAsync(cancel) ? To("/plan", "Step.Moved") : Hindered("Outdated");
    }

    public async Task<IActionResult> OnPostAgreeAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return NotFound();
        }

        return Pathway.Stage == PathwayStage.Plan ? await AgreeAsync("/plan", cancel) : Hindered("Outdated");
    }
}
