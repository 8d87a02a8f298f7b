using System.Runtime.CompilerServices;
using Liant.Modules.Catalogue.Confirming;
using Liant.Modules.Catalogue.History;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>What the catalogue keeps about a person: what she proposed, decided, imported. Sheets themselves name nobody.</summary>
internal static class PersonInCatalogue
{
    public static async IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone who, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in await Proposed(db, who).AsNoTracking().OrderBy(one => one.ProposedAt).ToListAsync(cancel))
        {
            yield return new KeptAbout(one.State == ProposalState.Draft ? "draft" : "proposal", new { one.ProposedAt, one.Said, State = one.State.ToString(), one.Answer, one.AuthorName, one.AuthorEmail });
        }

        foreach (var one in await Asked(db, who).AsNoTracking().ToListAsync(cancel))
        {
            yield return new KeptAbout("sheet-contact", new { one.SheetId, one.Email, one.AskedAt, one.ConfirmedAt });
        }

        foreach (var one in await db.Set<SheetRevision>().AsNoTracking().Where(one => one.Actor == who.Actor).OrderBy(one => one.At).ToListAsync(cancel))
        {
            yield return new KeptAbout("sheet-version", new { one.At, Cause = one.Cause.ToString(), KeptSheet.Read(one.Said).Content.Title });
        }

        foreach (var one in await db.Set<SheetImport>().AsNoTracking().Where(one => one.Actor == who.Actor).ToListAsync(cancel))
        {
            yield return new KeptAbout("import", new { one.FileName, one.CreatedAt });
        }
    }

    public static async Task ForgetAsync(LiantDb db, Someone who, CancellationToken cancel)
    {
        await Proposed(db, who).ExecuteUpdateAsync(set => set.SetProperty(one => one.AuthorId, (Guid?)null).SetProperty(one => one.AuthorName, (string?)null).SetProperty(one => one.AuthorEmail, (string?)null), cancel);
        await db.Set<Proposal>().Where(one => one.DecidedBy == who.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.DecidedBy, (Guid?)null), cancel);
        await db.Set<SheetImport>().Where(one => one.Actor == who.Actor).ExecuteUpdateAsync(set => set.SetProperty(one => one.Actor, Someone.Nobody), cancel);
        await Asked(db, who).ExecuteUpdateAsync(set => set.SetProperty(one => one.Email, (string?)null), cancel);
        await db.Set<SheetRevision>().Where(one => one.Actor == who.Actor).ExecuteUpdateAsync(set => set.SetProperty(one => one.Actor, Someone.Nobody), cancel);
        await db.Set<LikelyTwins>().Where(one => one.ToldApartBy == who.Actor).ExecuteUpdateAsync(set => set.SetProperty(one => one.ToldApartBy, Someone.Nobody), cancel);
    }

    private static IQueryable<SheetContact> Asked(LiantDb db, Someone who)
    {
        var email = who.Email.ToLowerInvariant();
        return db.Set<SheetContact>().Where(one => one.Email == email);
    }

    private static IQueryable<Proposal> Proposed(LiantDb db, Someone who)
    {
        var email = who.Email.ToLowerInvariant();
        return db.Set<Proposal>().Where(one => one.AuthorId == who.Id || one.AuthorEmail == email);
    }
}
