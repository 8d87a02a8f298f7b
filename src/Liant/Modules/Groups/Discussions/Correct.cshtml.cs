using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Discussions;

/// <summary>Its author corrects a message; she or a facilitator withdraws it.</summary>
public sealed class CorrectModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "texte")]
    public string? Text { get; set; }

    public Message Message { get; private set; } = null!;

    public bool IsHers => Message.AuthorId == Viewer.PersonId;

    public async Task<IActionResult> OnGetAsync(string id, string message, CancellationToken cancel)
    {
        if (!await ReadAsync(id, message, cancel))
        {
            return NotFound();
        }

        Text = Message.Text;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string message, CancellationToken cancel)
    {
        if (!await ReadAsync(id, message, cancel) || !IsHers)
        {
            return NotFound();
        }

        var text = Written("texte", Text, Message.LongestText);
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        Message.Correct(text, Now);
        return await BackAsync(cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id, string message, CancellationToken cancel)
    {
        if (!await ReadAsync(id, message, cancel))
        {
            return NotFound();
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        Message.Withdraw(Now);
        Record("message-withdrawn");
        return await BackAsync(cancel);
    }

    private async Task<bool> ReadAsync(string id, string message, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel) || !Guid.TryParseExact(message, "N", out var guid)
            || await Db.Set<Message>().SingleOrDefaultAsync(one => one.Id == guid && one.WithdrawnAt == null && Db.Set<Discussion>().Any(of => of.Id == one.DiscussionId && of.GroupId == Group.Id), cancel) is not { } found)
        {
            return false;
        }

        Message = found;
        return IsHers || Facilitates;
    }

    private async Task<IActionResult> BackAsync(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        var before = await Db.Set<Message>().CountAsync(one => one.DiscussionId == Message.DiscussionId && one.SentAt < Message.SentAt, cancel);
        return To($"/discussions/{Message.DiscussionId:N}?suite={(before / DetailsModel.PageSize) + 1}#m-{Message.Id:N}");
    }
}
