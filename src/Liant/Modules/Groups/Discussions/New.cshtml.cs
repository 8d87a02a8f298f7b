using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Discussions;

/// <summary>A discussion begins with a title and a first message.</summary>
public sealed class NewModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "titre")]
    public string? Title { get; set; }

    [BindProperty(Name = "texte")]
    public string? Text { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return NotFound();
        }

        var (title, text) = (Written("titre", Title?.ReplaceLineEndings(" "), Discussion.LongestTitle), Written("texte", Text, Message.LongestText));
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (!await Db.Set<Discussion>().AnyAsync(one => one.Id == Submission, cancel))
        {
            var discussion = Discussion.Start(Submission, Group, title, Now);
            Db.AddRange(discussion, Message.Say(Submission, discussion, Viewer.PersonId!.Value, text, Now));
            Record("discussion-started", title);
            await Db.SaveOnceAsync(Db.Set<Discussion>().Where(one => one.Id == Submission), cancel);
        }

        return To($"/discussions/{Submission:N}");
    }
}
