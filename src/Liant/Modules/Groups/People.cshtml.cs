using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups;

/// <summary>Who is in a group. Its facilitators bring in people of its space; of a town that is advised, only those who manage it bring in its people, and take them out; anyone leaves.</summary>
public sealed class PeopleModel(LiantDb db, SpaceNames spaces, SpacePeople people, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "personne")]
    public string? Someone { get; set; }

    [BindProperty(Name = "anime")]
    public bool IsFacilitator { get; set; }

    public IReadOnlyList<(GroupMember Member, SpacePerson Person)> Members { get; private set; } = [];

    /// <summary>Those whom she may bring in.</summary>
    public IReadOnlyList<SpacePerson> Others { get; private set; } = [];

    public string SpaceOf(SpacePerson person) => person.SpaceId == Partner?.Id ? Partner.Name : Space.Name;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || !(Facilitates || Others.Count > 0))
        {
            return NotFound();
        }

        if (Others.FirstOrDefault(person => KeyOf(person) == Someone) is not { } chosen)
        {
            Errors.Add("personne", Texts["People.Choose"]);
            return Refused();
        }

        await BringInAsync(chosen.PersonId, chosen.SpaceId, cancel);
        return await DoneAsync("group-member-added", chosen.PersonId, "People.Added", cancel);
    }

    public async Task<IActionResult> OnPostRoleAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Chosen() is not { } chosen || !MayFacilitate(chosen.Member))
        {
            return NotFound();
        }

        chosen.Member.Facilitate(IsFacilitator);
        return await DoneAsync("group-member-role", chosen.Person.PersonId, "People.RoleChanged", cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Chosen() is not { } chosen || !MayTakeOut(chosen.Member))
        {
            return NotFound();
        }

        Db.Remove(chosen.Member);
        var isHerself = chosen.Member.PersonId == Viewer.PersonId;
        var done = await DoneAsync("group-member-removed", chosen.Person.PersonId, "People.Removed", cancel);
        return isHerself ? LocalRedirect($"/espaces/{(chosen.Member.SpaceId == Partner?.Id ? Partner : Space).Slug}/groupes") : done;
    }

    /// <summary>Advisers are of the network.</summary>
    public bool MayFacilitate(GroupMember member) => Facilitates && member.SpaceId == Group.SpaceId;

    public bool MayTakeOut(GroupMember member) => Facilitates || member.PersonId == Viewer.PersonId || Viewer.Is(SpaceRole.Manager, member.SpaceId);

    public static string KeyOf(SpacePerson person) => $"{person.PersonId:N}-{person.SpaceId:N}";

    private (GroupMember Member, SpacePerson Person)? Chosen() => Members.Cast<(GroupMember Member, SpacePerson Person)?>().FirstOrDefault(one => one!.Value.Member.PersonId.ToString("N") == Someone);

    private async Task<bool> ReadAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return false;
        }

        var all = await people.OfAsync(Group.PartnerId is { } partner ? [Group.SpaceId, partner] : [Group.SpaceId], cancel);
        var members = await Db.Set<GroupMember>().Where(member => member.GroupId == Group.Id).ToDictionaryAsync(member => member.PersonId, cancel);
        Members = all.Where(person => members.TryGetValue(person.PersonId, out var member) && member.SpaceId == person.SpaceId).Select(person => (members[person.PersonId], person)).ToList();
        var present = Members.Select(one => one.Member.PersonId).ToHashSet();
        Others = all.Where(person => !present.Contains(person.PersonId) && (person.SpaceId == Group.SpaceId ? Facilitates : Viewer.Is(SpaceRole.Manager, person.SpaceId))).ToList();
        return true;
    }

    private async Task<IActionResult> DoneAsync(string act, Guid who, string sentence, CancellationToken cancel)
    {
        Record(act, person: who);
        await Db.SaveOnceAsync(Db.Set<GroupMember>().Where(member => member.GroupId == Group.Id && member.PersonId == who), cancel);
        return To("/personnes", sentence);
    }
}
