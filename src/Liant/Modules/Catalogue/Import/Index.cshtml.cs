using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Sending a file, and the imports so far.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
[UploadLimit]
public sealed class IndexModel(LiantDb db, ImportDesk desk, StoredFiles files, IStringLocalizer<Texts> texts) : PageModel
{
    private const int MostShown = 50;

    public IReadOnlyList<SheetImport> Imports { get; private set; } = [];

    public string? Error { get; private set; }

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    /// <param name="fichier">Whatever its name says, its content decides what it is.</param>
    public async Task<IActionResult> OnPostAsync(IFormFile? fichier, CancellationToken cancel)
    {
        if (fichier is null)
        {
            return await RefusedAsync(texts["Import.Wrong.NoFile"], cancel);
        }

        if (fichier.Length > UploadLimitAttribute.MostBytes)
        {
            return await RefusedAsync(texts["Import.Wrong.TooBig", UploadLimitAttribute.MostMegabytes, Math.Ceiling(fichier.Length / 1048576d)], cancel, StatusCodes.Status413PayloadTooLarge);
        }

        await using var content = fichier.OpenReadStream();
        try
        {
            using var table = TableFile.Open(content);
            if (IsOurJson(table))
            {
                return await RefusedAsync(texts["Import.Wrong.OurJson"], cancel);
            }

            var file = await files.SaveAsync(content, fichier.FileName, cancel);
            var import = await desk.PrepareAsync(table, fichier.FileName, file, file.Checksum, Viewer.ActorOf(User), cancel);
            return LocalRedirect($"/imports/{import.Id:N}");
        }
        catch (UnreadableFile unreadable)
        {
            return await RefusedAsync(unreadable.Message, cancel);
        }
    }

    /// <summary>Sheets in Liant's own JSON hold what a table cannot say; the command line loads them.</summary>
    private static bool IsOurJson(TableFile table) =>
        table.Format.StartsWith("JSON", StringComparison.Ordinal) && table.Columns.Contains("key") && table.Columns.Contains("title") && table.Columns.Contains("sources");

    private async Task<IActionResult> RefusedAsync(string message, CancellationToken cancel, int status = StatusCodes.Status400BadRequest)
    {
        Error = message;
        Response.StatusCode = status;
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel) =>
        Imports = await db.Set<SheetImport>().AsNoTracking().Include(i => i.FileSource).OrderByDescending(i => i.CreatedAt).Take(MostShown).ToListAsync(cancel);
}
