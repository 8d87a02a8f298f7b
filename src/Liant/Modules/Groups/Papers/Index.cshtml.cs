using Liant.Modules.Accounts.Contract;
using Liant.Modules.Groups.Meetings;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Papers;

/// <summary>The documents of a group: everyone in it adds some; who added one, or a facilitator, takes it away.</summary>
[UploadLimit]
public sealed class IndexModel(LiantDb db, SpaceNames spaces, SpacePeople people, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    private const int StartLength = 512;

    [BindProperty(Name = "document")]
    public string? Chosen { get; set; }

    /// <summary>The meeting that a new one is for.</summary>
    [BindProperty(Name = "reunion", SupportsGet = true)]
    public string? MeetingId { get; set; }

    public Meeting? Meeting { get; private set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayTakeAway(Paper paper) => !Group.IsClosed && (Facilitates || paper.AddedById == Viewer.PersonId);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, IFormFile? fichier, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        if (fichier is { Length: > UploadLimitAttribute.MostBytes })
        {
            Errors.Add("fichier", Texts["Paper.TooBig", UploadLimitAttribute.MostMegabytes]);
            return Refused(StatusCodes.Status413PayloadTooLarge);
        }

        var type = fichier is null ? null : await TypeAsync(fichier, cancel);
        if (type is null || Papers.Count >= Paper.Most)
        {
            Errors.Add("fichier", fichier is null ? Texts["Paper.Missing"] : type is null ? Texts["Paper.TypeWrong", PaperType.Accepted] : Texts["Paper.TooMany", Paper.Most]);
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (!Papers.Any(paper => paper.Id == Submission))
        {
            await using var content = fichier!.OpenReadStream();
            var checksum = await StoredFiles.ChecksumAsync(content, cancel);
            await using var transaction = await Db.Database.BeginTransactionAsync(cancel);
            var file = await StoredFiles.AddAsync(Db, content, fichier.FileName, checksum, Now, cancel);
            Db.Add(Paper.Give(Submission, Group, Meeting?.Id, file, type!, Viewer.PersonId!.Value, Now));
            Record("paper-added", file.Name);
            await Db.SaveOnceAsync(Db.Set<Paper>().Where(one => one.Id == Submission), cancel);
            if (Db.Database.CurrentTransaction is not null)
            {
                await transaction.CommitAsync(cancel);
            }
        }

        return To(Meeting is { } meeting ? $"/reunions/{meeting.Id:N}" : "/documents", "Paper.Added");
    }

    public async Task<IActionResult> OnPostTakeAwayAsync(string id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Papers.FirstOrDefault(paper => paper.Id.ToString("N") == Chosen) is not { } paper || !MayTakeAway(paper))
        {
            return NotFound();
        }

        await using var transaction = await Db.Database.BeginTransactionAsync(cancel);
        await Db.Set<Paper>().Where(one => one.Id == paper.Id).ExecuteDeleteAsync(cancel);
        await Db.Set<StoredFile>().Where(file => file.Id == paper.FileId).ExecuteDeleteAsync(cancel);
        Record("paper-removed", paper.Name);
        await Db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return To("/documents", "Paper.Removed");
    }

    private static async Task<string?> TypeAsync(IFormFile file, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        var start = new byte[StartLength];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        return PaperType.Of(StoredFiles.Plain(file.FileName), start.AsSpan(0, read));
    }

    private async Task<bool> ReadAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
        {
            return false;
        }

        Papers = await Db.Set<Paper>().AsNoTracking().Where(paper => paper.GroupId == Group.Id).OrderByDescending(paper => paper.AddedAt).ThenBy(paper => paper.Id).ToListAsync(cancel);
        Names = await people.NamesAsync(Papers.Select(paper => paper.AddedById), cancel);
        Meeting = Guid.TryParseExact(MeetingId, "N", out var meeting) ? await Db.Set<Meeting>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == meeting && one.GroupId == Group.Id, cancel) : null;
        return true;
    }
}
