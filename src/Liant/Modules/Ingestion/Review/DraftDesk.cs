using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Review;

/// <summary>Decides on drafts: the page for a person, the command line for a batch.</summary>
public sealed class DraftDesk(IDbContextFactory<LiantDb> databases, SheetDesk sheets, Geography geography, TimeProvider clock)
{
    /// <summary>A new sheet, or one more source of a sheet. In the transaction of the draft.</summary>
    /// <param name="into">The sheet that it is about; null for a new one.</param>
    /// <param name="replaced">Fields where the document is believed rather than the sheet.</param>
    public async Task<KnownSheet> AcceptAsync(LiantDb db, Draft draft, SheetSaid said, Guid? into, IReadOnlySet<string> replaced, IReadOnlyList<string> corrected, IReadOnlyList<Contradiction> open, Viewer by, string actor, CancellationToken cancel)
    {
        said = said with { Partners = await WithSheetsAsync(db, draft, said, by, cancel) };
        var (sheet, before) = (default(KnownSheet)!, default(string));
        if (into is not { } id)
        {
            sheet = await sheets.WriteAsync(db, said, by, actor, cancel);
        }
        else if (await sheets.AddToAsync(db, id, said, replaced, actor, cancel) is { } added)
        {
            (sheet, before) = added;
        }
        else
        {
            throw new RuleBroken("sheet-gone", "La fiche choisie n’existe plus : choisissez-en une autre, ou faites-en une nouvelle.");
        }

        foreach (var (to, relation) in (await OthersAsync(db, draft, cancel)).SelectMany(other => PartsOf(draft, other).Select(role => (other.SheetId!.Value, role))))
        {
            await sheets.RelateAsync(db, sheet.Id, relation, to, said.Source, actor, cancel);
        }

        draft.Accept(sheet, before, corrected, open, by, clock.GetUtcNow());
        return sheet;
    }

    /// <summary>Partners with their sheet: the one accepted from this document, else the only one of that name. One whose own draft still waits is left to that draft.</summary>
    private async Task<IReadOnlyList<SaidPartner>> WithSheetsAsync(LiantDb db, Draft draft, SheetSaid said, Viewer by, CancellationToken cancel)
    {
        var found = new List<SaidPartner>();
        foreach (var partner in said.Partners)
        {
            var key = SheetDesk.NameKey(partner.Name);
            var own = await db.Set<Draft>().AsNoTracking().Where(one => one.DocumentId == draft.DocumentId && one.Id != draft.Id && one.NameKey == key && one.State != DraftState.Refused).FirstOrDefaultAsync(cancel);
            if (own is { SheetId: null })
            {
                continue;
            }

            var named = own is null ? (await sheets.FindLikeAsync(db, new SheetSaid("organisation", partner.Name, partner.Name, said.Source), by, cancel)).Where(sheet => SheetDesk.IsSameName(new SheetSaid("organisation", partner.Name, "", said.Source), sheet)).Take(2).ToList() : [];
            found.Add(partner with { SheetId = own?.SheetId ?? (named is [var only] ? only.Id : null) });
        }

        return found;
    }

    /// <summary>What was accepted from the same document and names this one among its partners.</summary>
    private static async Task<List<Draft>> OthersAsync(LiantDb db, Draft draft, CancellationToken cancel) =>
        (await db.Set<Draft>().AsNoTracking().Where(one => one.DocumentId == draft.DocumentId && one.Id != draft.Id && one.SheetId != null).ToListAsync(cancel)).FindAll(other => PartsOf(draft, other).Any());

    private static IEnumerable<string> PartsOf(Draft draft, Draft other) =>
        other.Said.Partners.Where(partner => partner.Role is not null && draft.NameKey.Length > 0 && SheetDesk.NameKey(partner.Name) == draft.NameKey).Select(partner => partner.Role!);

    /// <summary>Everything of a batch that can be decided without a person: new sheets, and the sources of sheets that are surely the same. What merely looks like a sheet, or breaks a rule, is left to the desk;
    /// where a document contradicts a sheet, the sheet stands and the desk shows both.</summary>
    public async Task<AcceptedCount> AcceptAllAsync(Guid batch, double leastConfidence, CancellationToken cancel)
    {
        var (count, position) = (new AcceptedCount(0, 0, 0, 0), -1L);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            if (await db.Set<Draft>().Where(draft => draft.BatchId == batch && draft.State == DraftState.Waiting && draft.Position > position).OrderBy(draft => draft.Position).FirstOrDefaultAsync(cancel) is not { } draft)
            {
                return count;
            }

            position = draft.Position;
            count = draft.Said.Confidence < leastConfidence ? count with { Left = count.Left + 1 } : await AcceptAsync(db, draft, count, cancel);
        }
    }

    private async Task<AcceptedCount> AcceptAsync(LiantDb db, Draft draft, AcceptedCount count, CancellationToken cancel)
    {
        var document = await db.Set<BatchDocument>().AsNoTracking().SingleAsync(one => one.Id == draft.DocumentId, cancel);
        var said = DraftSheet.Of(draft, document);
        if (sheets.Check(said).Any)
        {
            return count with { Left = count.Left + 1 };
        }

        var like = await sheets.FindLikeAsync(db, said, Viewer.Operator, cancel);
        var same = like.FirstOrDefault(said.IsSurelyThe);
        if (same is null && like.Any(sheet => sheet.Kind == said.Kind && said.CommuneCode is not null && sheet.CommuneCode == said.CommuneCode))
        {
            return count with { Left = count.Left + 1 };
        }

        var open = same is null ? [] : said.Against(same, geography.Gazetteer);
        try
        {
            await AcceptAsync(db, draft, said, same?.Id, new HashSet<string>(), [], open, Viewer.Operator, ReadingBatch.CommandLine, cancel);
            await db.SaveChangesAsync(cancel);
        }
        catch (Exception problem) when (problem is RuleBroken or DbUpdateException)
        {
            return count with { Left = count.Left + 1 };
        }

        return same is null ? count with { Written = count.Written + 1 } : count with { Joined = count.Joined + 1, Contradicted = count.Contradicted + (open.Count > 0 ? 1 : 0) };
    }
}

/// <summary>What "--accept" did.</summary>
/// <param name="Left">To the desk.</param>
public sealed record AcceptedCount(int Written, int Joined, int Contradicted, int Left);
