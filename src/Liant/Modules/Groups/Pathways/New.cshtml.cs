using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Pathways;

/// <summary>Somebody of a network begins to advise a town or an organisation that has its space here. Both then bring in their people.</summary>
[Authorize]
public sealed class NewModel(LiantDb db, SpaceNames spaces, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "objet")]
    public string? Need { get; set; }

    [BindProperty(Name = "espace")]
    public string? PartnerSlug { get; set; }

    [BindProperty(Name = "envoi")]
    public Guid Submission { get; set; }

    public FieldErrors Errors { get; } = new();

    public NamedSpace Space { get; private set; } = null!;

    /// <summary>Whom it may advise: every other space.</summary>
    public IReadOnlyList<NamedSpace> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await FindAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await FindAsync(slug, cancel))
        {
            return NotFound();
        }

        var said = new GroupForm { Name = Name, Purpose = Need, Kind = nameof(GroupKind.Advice) }.Read(Errors, texts);
        var partner = Others.FirstOrDefault(other => other.Slug == PartnerSlug);
        if (partner is null)
        {
            Errors.Add("espace", texts["Pathway.PartnerMissing"]);
        }

        if (said is null || partner is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (!await db.Set<Group>().AnyAsync(group => group.Id == Submission, cancel))
        {
            var (viewer, now) = (Viewer.From(User), clock.GetUtcNow());
            var group = Group.Accompany(Submission, Space.Id, partner.Id, said.Name, said.Purpose, now);
            db.AddRange(group, Pathway.Begin(group));
            if (viewer.Roles.ContainsKey(Space.Id))
            {
                db.Add(GroupMember.Join(group, viewer.PersonId!.Value, Space.Id, now, isFacilitator: true));
            }

            foreach (var one in new[] { Space, partner })
            {
                db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = "pathway-opened", Subject = $"space/{one.Id:N}", Detail = said.Name });
            }

            foreach (var email in await new SpaceManagers(db).EmailsAsync([partner.Id], cancel))
            {
                db.Add(OutgoingMail.To(email, texts["PathwayMail.Subject", Space.Name].Value.Cut(180), texts["PathwayMail.Text", Space.Name, partner.Name, said.Name, $"{settings.PublicAddress}/groupes/{Submission:N}"], MailChannel.Statutory, now));
            }

            await db.SaveOnceAsync(db.Set<Group>().Where(one => one.Id == Submission), cancel);
        }

        return LocalRedirect($"/groupes/{Submission:N}");
    }

    private async Task<bool> FindAsync(string slug, CancellationToken cancel)
    {
        ModelState.Clear();
        Submission = Submission == Guid.Empty ? Guid.CreateVersion7(clock.GetUtcNow()) : Submission;
        if (await spaces.FindAsync(slug, cancel) is not { IsNetwork: true } space || !Viewer.From(User).Is(SpaceRole.Contributor, space.Id))
        {
            return false;
        }

        var all = await spaces.AllAsync(cancel);
        (Space, Others) = (space, [.. (await spaces.ByIdAsync(all.Select(one => one.Id).Where(one => one != space.Id).ToList(), cancel)).Values.OrderBy(one => one.Name, StringComparer.CurrentCulture)]);
        return true;
    }
}
