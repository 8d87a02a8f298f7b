using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Pathways;

/// <summary>A page of a pathway, for its people of both parties.</summary>
public abstract class PathwayPage(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "version")]
    public int Version { get; set; }

    public Pathway Pathway { get; private set; } = null!;

    public IReadOnlyList<Step> Steps { get; private set; } = [];

    /// <summary>The party that she is of; null for an administrator of the site who is of neither.</summary>
    public Side? Side { get; private set; }

    public string NameOf(Side side) => side == Pathways.Side.Partner ? Partner?.Name ?? Texts["Pathway.PartnerGone"] : Space.Name;

    public bool MayAgree => Side is { } side && !Group.IsClosed && !Pathway.HasAgreed(side) && (Pathway.Stage == PathwayStage.Diagnosis ? Pathway.HasDiagnosis : Pathway.Stage == PathwayStage.Plan && Steps.Count > 0);

    protected async Task<bool> FindPathwayAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel) || await Db.Set<Pathway>().SingleOrDefaultAsync(one => one.GroupId == Group.Id, cancel) is not { } pathway)
        {
            return false;
        }

        Pathway = pathway;
        Steps = await Db.Set<Step>().Where(step => step.GroupId == Group.Id).OrderBy(step => step.Rank).ToListAsync(cancel);
        Side = Own is { } own ? own.SpaceId == Group.PartnerId ? Pathways.Side.Partner : Pathways.Side.Adviser
            : Viewer.Roles.ContainsKey(Group.SpaceId) ? Pathways.Side.Adviser : Group.PartnerId is { } partner && Viewer.Roles.ContainsKey(partner) ? Pathways.Side.Partner : null;
        return true;
    }

    /// <summary>What was shown is what is changed: the words agreed to are those that were read.</summary>
    protected void ChangeAsShown() => Db.Entry(Pathway).Property(one => one.Version).OriginalValue = Version;

    /// <summary>False when somebody changed it meanwhile; what she typed is then shown again beside what stands.</summary>
    protected async Task<bool> SaveAsync(CancellationToken cancel)
    {
        try
        {
            await Db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException outdated)
        {
            foreach (var entry in outdated.Entries)
            {
                await entry.ReloadAsync(cancel);
            }

            await Db.Entry(Pathway).ReloadAsync(cancel);
            Version = Pathway.Version;
            return false;
        }
    }

    protected async Task<IActionResult> AgreeAsync(string page, CancellationToken cancel)
    {
        if (Side is not { } side)
        {
            return NotFound();
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        ChangeAsShown();
        Pathway.Agree(side, Steps.Count, Now);
        Record("pathway-agreed", NameOf(side));
        return await SaveAsync(cancel) ? To(page, Pathway.HasAgreed(side) ? "Pathway.Agreed" : "Pathway.BothAgreed") : Hindered("Outdated");
    }
}
