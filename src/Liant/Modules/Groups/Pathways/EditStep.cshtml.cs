using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Pathways;

/// <summary>A step is added, changed or taken out, by either party.</summary>
public sealed class EditStepModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : PathwayPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "titre")]
    public string? Title { get; set; }

    [BindProperty(Name = "detail")]
    public string? Detail { get; set; }

    [BindProperty(Name = "qui")]
    public string? Who { get; set; }

    [BindProperty(Name = "echeance")]
    public string? DueOn { get; set; }

    [BindProperty(Name = "lien")]
    public string? Link { get; set; }

    /// <summary>Null for a new one.</summary>
    public Step? Step { get; private set; }

    /// <summary>Somebody took it out while she was writing; saved, hers is a new one.</summary>
    public bool IsGone { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? step, CancellationToken cancel)
    {
        if (!await ReadAsync(id, step, cancel) || IsGone)
        {
            return NotFound();
        }

        if (Step is { } known)
        {
            (Title, Detail, Who, DueOn, Link, Version) = (known.Title, known.Detail, known.Doer.ToString(), known.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), known.Link, known.Version);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? step, CancellationToken cancel)
    {
        if (!await ReadAsync(id, step, cancel))
        {
            return NotFound();
        }

        var said = Read();
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (IsGone)
        {
            return Hindered("Step.IsGone");
        }

        if (Pathway.Stage == PathwayStage.Ended || (Step is null && Steps.Count >= Step.Most))
        {
            return Hindered(Pathway.Stage == PathwayStage.Ended ? "Pathway.IsEnded" : "Plan.IsFull");
        }

        if (Step is { } known)
        {
            Db.Entry(known).Property(one => one.Version).OriginalValue = Version;
            known.Describe(said);
        }
        else if (Steps.Any(one => one.Id == Submission))
        {
            return To("/plan");
        }
        else
        {
            Db.Add(Step.Plan(Submission, Group, Steps.Select(one => one.Rank).DefaultIfEmpty(0).Max() + 1, said));
        }

        return await DoneAsync(Step is null ? "step-added" : "step-changed", said.Title, "Step.Saved", cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string id, string? step, CancellationToken cancel)
    {
        if (!await ReadAsync(id, step, cancel) || Step is not { } known)
        {
            return NotFound();
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        Db.Remove(known);
        return await DoneAsync("step-removed", known.Title, "Step.Removed", cancel);
    }

    private async Task<IActionResult> DoneAsync(string act, string title, string sentence, CancellationToken cancel)
    {
        Pathway.PlanChanged();
        Record(act, title);
        if (await SaveAsync(cancel))
        {
            return To("/plan", sentence);
        }

        Version = Step?.Version ?? 0;
        return Hindered("Outdated");
    }

    private StepDescription Read()
    {
        var (title, detail, link) = (Written("titre", Title?.ReplaceLineEndings(" "), Step.LongestTitle), Written("detail", Detail, Step.LongestDetail, isNeeded: false), Written("lien", Link, Step.LongestLink, isNeeded: false));
        if (!Enum.TryParse<Doer>(Who, out var doer) || !Enum.IsDefined(doer))
        {
            Errors.Add("qui", Texts["Step.DoerMissing"]);
        }

        DateOnly? due = null;
        if (!string.IsNullOrWhiteSpace(DueOn))
        {
            due = DateOnly.TryParseExact(DueOn.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;
            if (due is null)
            {
                Errors.Add("echeance", Texts["Step.DayWrong"]);
            }
        }

        // An address of this site, or of the web: nothing that runs.
        if (link.Length > 0 && !(link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal) && !link.Contains('\\', StringComparison.Ordinal)) && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
        {
            Errors.Add("lien", Texts["Step.LinkWrong"]);
        }

        return new StepDescription(title, detail, doer, due, link.Length == 0 ? null : link);
    }

    private async Task<bool> ReadAsync(string id, string? step, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return false;
        }

        Step = Steps.FirstOrDefault(one => one.Id.ToString("N") == step);
        IsGone = step is not null && Step is null;
        return true;
    }
}
