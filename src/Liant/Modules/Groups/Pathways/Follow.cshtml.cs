using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Pathways;

/// <summary>The log of a pathway, its end by the adviser, and the word of whom it was for.</summary>
public sealed class FollowModel(LiantDb db, SpaceNames spaces, SpacePeople people, TimeProvider clock, IStringLocalizer<Texts> texts) : PathwayPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "jour")]
    public string? Day { get; set; }

    [BindProperty(Name = "texte")]
    public string? Text { get; set; }

    [BindProperty(Name = "bilan")]
    public string? Outcome { get; set; }

    [BindProperty(Name = "avis")]
    public string? Word { get; set; }

    /// <summary>What she wants, not the contrary of what is.</summary>
    [BindProperty(Name = "reprend")]
    public bool Resumes { get; set; }

    public IReadOnlyList<FollowUp> Log { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayEnd => Facilitates && !Group.IsClosed && Pathway.Stage is PathwayStage.FollowUp or PathwayStage.Ended;

    public bool MayComment => Side == Pathways.Side.Partner && !Group.IsClosed && Pathway.Stage is PathwayStage.FollowUp or PathwayStage.Ended;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        (Day, Outcome, Word) = (Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Pathway.Outcome, Pathway.PartnerWord);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        (Outcome, Word) = (Pathway.Outcome, Pathway.PartnerWord);
        var text = Written("texte", Text, FollowUp.LongestText);
        if (!DateOnly.TryParseExact(Day?.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day > Today || day.Year < 2000)
        {
            Errors.Add("jour", Texts["FollowUp.DayWrong"]);
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (!Log.Any(one => one.Id == Submission))
        {
            Db.Add(FollowUp.Note(Submission, Group, Viewer.PersonId!.Value, day, text, Now));
            await Db.SaveOnceAsync(Db.Set<FollowUp>().Where(one => one.Id == Submission), cancel);
        }

        return To("/suivi", "FollowUp.Noted");
    }

    public async Task<IActionResult> OnPostEndAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || !Facilitates)
        {
            return NotFound();
        }

        Word = Pathway.PartnerWord;
        if (Resumes)
        {
            Pathway.Resume();
            return await DoneAsync("pathway-resumed", "Pathway.Resumed", cancel);
        }

        var outcome = Written("bilan", Outcome, Pathway.LongestPart);
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (Pathway.Stage != PathwayStage.FollowUp)
        {
            return Hindered("Outdated");
        }

        Pathway.End(outcome, Now);
        return await DoneAsync("pathway-ended", "Pathway.EndedNow", cancel);
    }

    public async Task<IActionResult> OnPostWordAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Side != Pathways.Side.Partner)
        {
            return NotFound();
        }

        Outcome = Pathway.Outcome;
        var word = Written("avis", Word, Pathway.LongestPart, isNeeded: false);
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        Pathway.Comment(word);
        return await DoneAsync("pathway-commented", "Pathway.WordSaved", cancel);
    }

    private async Task<IActionResult> DoneAsync(string act, string sentence, CancellationToken cancel)
    {
        ChangeAsShown();
        Record(act);
        return await SaveAsync(cancel) ? To("/suivi", sentence) : Hindered("Outdated");
    }

    private async Task<bool> ReadAsync(string id, CancellationToken cancel)
    {
        if (!await FindPathwayAsync(id, cancel))
        {
            return false;
        }

        Log = await Db.Set<FollowUp>().AsNoTracking().Where(one => one.GroupId == Group.Id).OrderByDescending(one => one.HappenedOn).ThenByDescending(one => one.WrittenAt).ToListAsync(cancel);
        Names = await people.NamesAsync(Log.Select(one => one.AuthorId), cancel);
        return true;
    }
}
