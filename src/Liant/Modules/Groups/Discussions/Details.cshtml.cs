using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Discussions;

/// <summary>A discussion, read from its first message on and answered; its facilitators close it.</summary>
public sealed class DetailsModel(LiantDb db, SpaceNames spaces, SpacePeople people, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    public const int PageSize = 50;

    [BindProperty(Name = "texte")]
    public string? Text { get; set; }

    /// <summary>What she wants, not the contrary of what is.</summary>
    [BindProperty(Name = "ferme")]
    public bool Closes { get; set; }

    /// <summary>Without one, the last.</summary>
    [BindProperty(Name = "suite", SupportsGet = true)]
    public int? PageNumber { get; set; }

    public Discussion Discussion { get; private set; } = null!;

    public int PageCount { get; private set; }

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayAnswer => !Group.IsClosed && !Discussion.IsClosed;

    public bool MayChange(Message message) => message.WithdrawnAt is null && !Group.IsClosed && (message.AuthorId == Viewer.PersonId || Facilitates);

    public async Task<IActionResult> OnGetAsync(string id, string discussion, CancellationToken cancel) => await ReadAsync(id, discussion, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string discussion, CancellationToken cancel)
    {
        if (!await ReadAsync(id, discussion, cancel))
        {
            return NotFound();
        }

        var text = Written("texte", Text, Message.LongestText);
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (Discussion.IsClosed)
        {
            return Hindered("Discussion.IsClosed");
        }

        if (!await Db.Set<Message>().AnyAsync(one => one.Id == Submission, cancel))
        {
            Db.Add(Message.Say(Submission, Discussion, Viewer.PersonId!.Value, text, Now));
            await Db.SaveOnceAsync(Db.Set<Message>().Where(one => one.Id == Submission), cancel);
        }

        return To($"/discussions/{Discussion.Id:N}#m-{Submission:N}");
    }

    public async Task<IActionResult> OnPostCloseAsync(string id, string discussion, CancellationToken cancel)
    {
        if (!await ReadAsync(id, discussion, cancel) || !Facilitates)
        {
            return NotFound();
        }

        if (Closes)
        {
            Discussion.Close(Now);
        }
        else
        {
            Discussion.Reopen();
        }

        Record(Discussion.IsClosed ? "discussion-closed" : "discussion-reopened", Discussion.Title);
        await Db.SaveChangesAsync(cancel);
        return To($"/discussions/{Discussion.Id:N}", Discussion.IsClosed ? "Discussion.ClosedNow" : "Discussion.Reopened");
    }

    private async Task<bool> ReadAsync(string id, string discussion, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel) || !Guid.TryParseExact(discussion, "N", out var guid)
            || await Db.Set<Discussion>().SingleOrDefaultAsync(one => one.Id == guid && one.GroupId == Group.Id, cancel) is not { } found)
        {
            return false;
        }

        Discussion = found;
        var messages = Db.Set<Message>().AsNoTracking().Where(message => message.DiscussionId == guid);
        PageCount = Math.Max(1, (await messages.CountAsync(cancel) + PageSize - 1) / PageSize);
        PageNumber = Math.Clamp(PageNumber ?? PageCount, 1, PageCount);
        Messages = await messages.OrderBy(message => message.SentAt).ThenBy(message => message.Id).Skip((PageNumber.Value - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        Names = await people.NamesAsync(Messages.Select(message => message.AuthorId), cancel);
        return true;
    }
}
