using Liant.Modules.Catalogue.History;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>Makes one sheet of two, in one transaction: everything that led to the absorbed one leads to the other.</summary>
internal sealed class JoinedSheets(LiantDb db, Gazetteer gazetteer, DateTimeOffset now)
{
    public async Task JoinAsync(Sheet kept, Sheet absorbed, string actor, CancellationToken cancel)
    {
        var union = SheetUnion.Of(SheetContent.Of(kept), SheetContent.Of(absorbed));
        if (kept.Kind != absorbed.Kind || SheetRules.Check(union.Content, gazetteer).Any)
        {
            throw new RuleBroken("sheets-not-joined", "Ces deux fiches en disent trop, ou sont de natures différentes, pour n’en faire qu’une : raccourcissez l’une d’elles, puis réunissez-les.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.KeepPresentAsync([kept, absorbed], cancel);
        kept.Revise(union.Content, now, byHand: true);
        await MoveRelationsAsync(kept, absorbed, union, cancel);
        await MovePairsAsync(kept, absorbed, cancel);
        db.KeepRevision(kept, RevisionCause.Joined, actor, now);
        // First of all the writes: if someone joined the pair the other way meanwhile, the version of the kept sheet says so here.
        await db.SaveChangesAsync(cancel);
        await db.Set<AbsorbedSheet>().Where(a => a.IntoId == absorbed.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.IntoId, kept.Id), cancel);
        db.Add(new AbsorbedSheet
        {
            Id = absorbed.Id, IntoId = kept.Id, KindSlug = absorbed.Kind.Slug(), Slug = absorbed.Slug, Origin = absorbed.Origin, OriginKey = absorbed.OriginKey, AbsorbedAt = now,
        });
        db.Remove(absorbed);
        db.AuditEntries.Add(new AuditEntry
        {
            At = now, Actor = actor, Act = "sheets-joined", Subject = $"{kept.Kind.Slug()}/{kept.Id:N}", Detail = $"{kept.Title} ← {absorbed.Title} ({absorbed.Kind.Slug()}/{absorbed.Id:N})",
        });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task MoveRelationsAsync(Sheet kept, Sheet absorbed, SheetUnion union, CancellationToken cancel)
    {
        kept.RelateOnly(kept.Relations.Where(r => r.ToId != absorbed.Id).Select(r => (r.Kind, r.ToId, r.Source)).ToList());
        foreach (var relation in absorbed.Relations)
        {
            kept.Relate(relation.Kind, relation.ToId, union.Keys.GetValueOrDefault(relation.Source, relation.Source));
        }

        var others = await db.Set<Sheet>().Include(s => s.Relations).Where(s => s.Id != kept.Id && s.Id != absorbed.Id && s.Relations.Any(r => r.ToId == absorbed.Id)).ToListAsync(cancel);
        foreach (var other in others)
        {
            var moved = other.Relations.Select(r => (r.Kind, To: r.ToId == absorbed.Id ? kept.Id : r.ToId, r.Source)).DistinctBy(r => (r.Kind, r.To)).ToList();
            other.RelateOnly(moved);
        }
    }

    /// <summary>Whatever the absorbed sheet looked like, the kept one does; what was told apart stays so.</summary>
    private async Task MovePairsAsync(Sheet kept, Sheet absorbed, CancellationToken cancel)
    {
        var pairs = await db.Set<LikelyTwins>().Where(t => t.SheetId == absorbed.Id || t.OtherId == absorbed.Id || t.SheetId == kept.Id || t.OtherId == kept.Id).ToListAsync(cancel);
        var known = pairs.Where(t => !Has(t, absorbed.Id)).Select(t => t.SheetId == kept.Id ? t.OtherId : t.SheetId).ToHashSet();
        foreach (var pair in pairs.Where(t => Has(t, absorbed.Id)))
        {
            db.Remove(pair);
            var other = pair.SheetId == absorbed.Id ? pair.OtherId : pair.SheetId;
            if (other == kept.Id || !known.Add(other))
            {
                continue;
            }

            var moved = new LikelyTwins { SheetId = kept.Id, OtherId = other, NoticedAt = pair.NoticedAt };
            if (pair is { ToldApartAt: { } at, ToldApartBy: { } by })
            {
                moved.TellApart(by, at);
            }

            db.Add(moved);
        }
    }

    private static bool Has(LikelyTwins pair, Guid id) => pair.SheetId == id || pair.OtherId == id;
}
