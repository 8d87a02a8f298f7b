using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Entry;
using Liant.Modules.Catalogue.History;
using Liant.Modules.Catalogue.Loading;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>Writes into the catalogue what another module's editors accepted, under the rules of the editors' own form: every method checks, audits, and adds to the given context
/// without saving it, so that the module's own row changes in the same transaction.</summary>
public sealed class SheetDesk(Geography geography, TimeProvider clock)
{
    private const string JobsLabel = "salariés";

    /// <summary>Sheets that may be about the same thing, those of the same name first. An initiative and an organisation may be one and the same.</summary>
    public async Task<IReadOnlyList<KnownSheet>> FindLikeAsync(LiantDb db, SheetSaid said, Viewer viewer, CancellationToken cancel)
    {
        var content = Content(said);
        var found = new List<Sheet>();
        foreach (var kind in KindsLike(KindOf(said)))
        {
            found.AddRange(await Duplicates.FindAsync(db, geography.Gazetteer, kind, content, Guid.Empty, viewer, cancel));
        }

        return found.Where(sheet => sheet.IsEditableBy(viewer)).DistinctBy(sheet => sheet.Id).Select(Known)
            .OrderByDescending(sheet => IsSameName(said, sheet)).ThenByDescending(sheet => sheet.Kind == said.Kind).Take(5).ToList();
    }

    /// <summary>The sheet, when this viewer may change it.</summary>
    public async Task<KnownSheet?> FindAsync(LiantDb db, Guid id, Viewer viewer, CancellationToken cancel) =>
        await db.Set<Sheet>().AsNoTracking().EditableBy(viewer).SingleOrDefaultAsync(sheet => sheet.Id == id, cancel) is { } sheet ? Known(sheet) : null;

    /// <summary>Whether one of the names of both is the same but for case, accents, punctuation and a leading article.</summary>
    public static bool IsSameName(SheetSaid said, KnownSheet sheet) =>
        said.Aliases.Prepend(said.Title).Select(NameKey).Intersect(sheet.Aliases.Prepend(sheet.Title).Select(NameKey)).Any(key => key.Length > 0);

    /// <summary>The same for "L’Épi'Cerise", "Épi’cerise" and "epi cerise".</summary>
    public static string NameKey(string name)
    {
        var words = Fold.Words(name).Split(' ');
        return string.Concat(words.Length > 1 && words[0] is "le" or "la" or "les" or "l" ? words.Skip(1) : words).Cut(200);
    }

    /// <summary>What the editors' form would say of it, by field of <see cref="SheetSaid"/> (title, aliases, summary, themes, legalForm, commune, startedIn, jobs, url); empty when it can be written.</summary>
    public FieldErrors Check(SheetSaid said)
    {
        var errors = new FieldErrors();
        foreach (var (field, messages) in SheetRules.Check(Content(said), geography.Gazetteer).ByField)
        {
            errors.Add(field switch { "links" => "url", "figures" => "jobs", "type" => "resourceType", "particulars" => "summary", "area" => "commune", "sources" or "keywords" => "title", _ => field }, string.Join(' ', messages.Distinct()));
        }

        foreach (var (field, text) in new[] { ("title", said.Title), ("summary", said.Summary) })
        {
            if (PersonalContact.IsIn(text))
            {
                errors.Add(field, "Contient une adresse électronique ou un numéro de téléphone : retirez-les, une fiche publiée n’en porte pas.");
            }
        }

        return errors;
    }

    /// <summary>A new sheet.</summary>
    public async Task<KnownSheet> WriteAsync(LiantDb db, SheetSaid said, Viewer by, string actor, CancellationToken cancel)
    {
        var (kind, content, now) = (KindOf(said), Content(said), clock.GetUtcNow());
        if (await NumberedSeries.NextIfTakenAsync(db, content, Guid.Empty, by, cancel) is { } next)
        {
            throw new RuleBroken("series-number-taken", $"Le numéro {content.SeriesNumber} de la série « {content.SeriesName} » est déjà celui d’une autre fiche ; le prochain libre est {next}. Corrigez-le, ou ajoutez ce document à la fiche existante.");
        }

        var sheet = kind.Blank();
        sheet.Write(Guid.CreateVersion7(now), await SheetSlugs.FreeAsync(db, kind, content.Title, geography.Gazetteer.Find(content.CommuneCode)?.Name, cancel), content, now);
        db.Add(sheet);
        db.KeepRevision(sheet, RevisionCause.Proposal, actor, now);
        Audit(db, sheet, "sheet-written", actor, now);
        await RelateAsync(db, said, sheet.Id, actor, cancel);
        return Known(sheet);
    }

    /// <summary>Adds what is said to a sheet: it becomes one of its sources, fills what is empty, adds to the lists. What the sheet says already stands, but for <paramref name="replaced"/>.</summary>
    /// <param name="replaced">Fields where the document is believed rather than the sheet: commune, legalForm, startedIn, jobs.</param>
    /// <returns>The sheet as it now is, and what it was before, for <see cref="TakeBackAsync"/>; null when it is no longer there.</returns>
    public async Task<(KnownSheet Sheet, string Before)?> AddToAsync(LiantDb db, Guid id, SheetSaid said, IReadOnlySet<string> replaced, string actor, CancellationToken cancel)
    {
        if (await db.Set<Sheet>().Include(one => one.Relations).SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } sheet)
        {
            return null;
        }

        // The starter catalogue and imports know documents under keys of their own.
        if (sheet.AllSources.FirstOrDefault(source => IsSameDocument(source, said.Source)) is { } known)
        {
            said = said with { Source = new SaidSource(known.Key, known.Title, known.Date, known.Url, known.Publisher, known.Locator) };
        }

        var (before, added, now) = (SheetContent.Of(sheet), Content(said with { Kind = sheet.Kind.Slug() }), clock.GetUtcNow());
        var kept = before with
        {
            CommuneCode = replaced.Contains("commune") ? null : before.CommuneCode,
            Location = replaced.Contains("commune") ? null : before.Location,
            AreaCode = replaced.Contains("commune") ? null : before.AreaCode,
            AreaLabel = replaced.Contains("commune") ? null : before.AreaLabel,
            LegalForm = replaced.Contains("legalForm") ? null : before.LegalForm,
            StartedIn = replaced.Contains("startedIn") ? null : before.StartedIn,
            Figures = replaced.Contains("jobs") ? before.Figures.Where(figure => !IsJobs(figure)).ToList() : before.Figures,
        };
        added = added with { Figures = added.Figures.Where(figure => !kept.Figures.Any(known => known.Label == figure.Label && (IsJobs(figure) || known.Year == figure.Year))).ToList(), Summary = "", Aliases = NameKey(said.Title) == NameKey(sheet.Title) ? added.Aliases : [said.Title, .. added.Aliases], Title = sheet.Title };
        var union = SheetUnion.Of(kept, added).Content with { IsPrivate = before.IsPrivate || said.IsPrivate, Readers = before.Readers };
        if (SheetRules.Check(union, geography.Gazetteer).Any)
        {
            throw new RuleBroken("sheet-full", $"La fiche « {sheet.Title} » ne peut pas recevoir tout cela : complétez-la à la main, puis refusez cette lecture.");
        }

        await db.KeepPresentAsync([sheet], cancel);
        sheet.Revise(union, now, byHand: true);
        db.KeepRevision(sheet, RevisionCause.Proposal, actor, now);
        Audit(db, sheet, "sheet-completed", actor, now);
        await RelateAsync(db, said, id, actor, cancel);
        return (Known(sheet), System.Text.Json.JsonSerializer.Serialize(before with { FileSource = null }, JsonText.Options));
    }

    /// <summary>A sheet that was accepted carries, supports, funds or hosts another, as a document says; the document is one of its sources from then on.</summary>
    public async Task RelateAsync(LiantDb db, Guid from, string relation, Guid to, SaidSource said, string actor, CancellationToken cancel)
    {
        if (from == to || !Vocabulary.Relations.Has(relation)
            || (db.Set<Sheet>().Local.FirstOrDefault(one => one.Id == from) ?? await db.Set<Sheet>().Include(one => one.Relations).SingleOrDefaultAsync(one => one.Id == from, cancel)) is not { } sheet)
        {
            return;
        }

        if (sheet.AllSources.All(source => source.Key != said.Key))
        {
            var (content, now) = (SheetContent.Of(sheet), clock.GetUtcNow());
            await db.KeepPresentAsync([sheet], cancel);
            sheet.Revise(content with { Sources = [.. content.Sources, SourceOf(said)] }, now, byHand: true);
            db.KeepRevision(sheet, RevisionCause.Proposal, actor, now);
            Audit(db, sheet, "sheet-completed", actor, now);
        }

        sheet.Relate(relation, to, said.Key);
    }

    private async Task RelateAsync(LiantDb db, SheetSaid said, Guid to, string actor, CancellationToken cancel)
    {
        foreach (var partner in said.Partners)
        {
            if (partner.SheetId is { } from)
            {
                await RelateAsync(db, from, partner.Relation, to, said.Source, actor, cancel);
            }
        }
    }

    private static bool IsSameDocument(Source known, SaidSource said) => known.Key != said.Key && known.Key != FileSource.Key
        && (known.Url is { } url && url == said.Url || Fold.Words(known.Title) == Fold.Words(said.Title) && (known.Date is null || said.Date is null || known.Date == said.Date));

    private static Source SourceOf(SaidSource said) => new(said.Key, said.Title, said.Publisher, said.Date, said.Url, said.Locator);

    /// <summary>Undoes the last of the above: takes the sheet off, or gives it back what it said before. Refused once somebody has revised the sheet since.</summary>
    /// <param name="version">Of the sheet as it was left.</param>
    /// <param name="before">What it was, when something was added to it; null when it was new.</param>
    public async Task TakeBackAsync(LiantDb db, Guid id, int version, string? before, string actor, CancellationToken cancel)
    {
        if (await db.Set<Sheet>().Include(one => one.Relations).SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } sheet)
        {
            return;
        }

        if (sheet.Version != version)
        {
            throw new RuleBroken("sheet-revised-since", $"La fiche « {sheet.Title} » a été modifiée depuis : corrigez-la depuis sa page.");
        }

        var now = clock.GetUtcNow();
        if (before is null)
        {
            db.Remove(sheet);
            db.RemoveRange(await db.Set<SheetRevision>().Where(revision => revision.SheetId == id).ToListAsync(cancel));
        }
        else
        {
            await db.KeepPresentAsync([sheet], cancel);
            var left = sheet.AllSources.Select(source => source.Key).ToList();
            sheet.Revise(System.Text.Json.JsonSerializer.Deserialize<SheetContent>(before, JsonText.Options)! with { FileSource = sheet.FileSource }, now, byHand: true);
            db.KeepRevision(sheet, RevisionCause.Restored, actor, now);
            // What others were said to do for it, by the source that goes.
            left = left.Except(sheet.AllSources.Select(source => source.Key)).ToList();
            db.RemoveRange(await db.Set<Relation>().Where(relation => relation.ToId == id && left.Contains(relation.Source)).ToListAsync(cancel));
            sheet.RelateOnly(sheet.Relations.Where(relation => !left.Contains(relation.Source)).Select(relation => (relation.Kind, relation.ToId, relation.Source)).ToList());
        }

        Audit(db, sheet, "sheet-taken-back", actor, now);
    }

    private static void Audit(LiantDb db, Sheet sheet, string act, string actor, DateTimeOffset now) =>
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = actor, Act = act, Subject = $"{sheet.Kind.Slug()}/{sheet.Id:N}", Detail = sheet.Title });

    private static SheetKind KindOf(SheetSaid said) => Enum.Parse<SheetKind>(said.Kind, ignoreCase: true);

    private static IEnumerable<SheetKind> KindsLike(SheetKind kind) => kind switch
    {
        SheetKind.Initiative => [SheetKind.Initiative, SheetKind.Organisation],
        SheetKind.Organisation => [SheetKind.Organisation, SheetKind.Initiative],
        _ => [kind],
    };

    private static bool IsJobs(Figure figure) => figure.Label == JobsLabel;

    private static SheetContent Content(SheetSaid said)
    {
        var kind = KindOf(said);
        var works = kind is SheetKind.Initiative or SheetKind.Organisation;
        return new SheetContent
        {
            Title = said.Title,
            Summary = said.Summary.ReplaceLineEndings(" "),
            Aliases = said.Aliases,
            Themes = said.Themes,
            LegalForm = works ? said.LegalForm : null,
            CommuneCode = said.CommuneCode,
            AreaCode = said.CommuneCode is null ? said.AreaCode : null,
            StartedIn = works || kind == SheetKind.Programme ? said.StartedIn : null,
            Stage = kind == SheetKind.Initiative && said.IsPlanned ? "planned" : null,
            Figures =
            [
                .. said.Jobs is { } jobs ? [new Figure(JobsLabel, jobs, "emplois", said.Source.Date?.Year, said.Source.Key, said.JobsAreApproximate)] : Array.Empty<Figure>(),
                .. said.Figures.Select(one => new Figure(one.Label, one.Value, one.Unit, one.Year ?? said.Source.Date?.Year, said.Source.Key, one.IsApproximate)),
            ],
            Particulars = said.Lines.Select(line => new Particular(line.Label, line.Text)).Concat(said.Partners.Where(partner => partner.SheetId is null).GroupBy(partner => partner.Relation)
                .Select(some => new Particular(Vocabulary.Relations.Find(some.Key)?.InverseFr is { } heading ? char.ToUpperInvariant(heading[0]) + heading[1..] : some.Key, string.Join(" ; ", some.Select(partner => partner.Name))))).ToList(),
            SeriesName = said.SeriesName,
            SeriesNumber = said.SeriesNumber,
            Category = kind == SheetKind.Resource ? said.Category : null,
            ResourceType = kind == SheetKind.Resource ? said.ResourceType : null,
            IsPrivate = said.IsPrivate,
            Url = kind == SheetKind.Resource ? said.Url : null,
            Links = kind != SheetKind.Resource && said.Url is { } url ? [new Link("Site web", url)] : [],
            StartsOn = kind == SheetKind.Event ? said.StartsOn : null,
            PublishedOn = kind == SheetKind.Resource ? said.Source.Date : null,
            Sources = [SourceOf(said.Source)],
        };
    }

    private static KnownSheet Known(Sheet sheet)
    {
        var content = SheetContent.Of(sheet);
        return new KnownSheet(
            sheet.Id, sheet.Kind.Slug(), sheet.Address(), sheet.Title, sheet.Summary, sheet.Acronym is { } acronym ? [acronym, .. sheet.Aliases] : sheet.Aliases, sheet.CommuneCode, content.LegalForm, content.StartedIn,
            content.Figures.FirstOrDefault(IsJobs) is { } jobs ? (int)jobs.Value : null,
            content.AllSources.Select(source => source.Date is { } date ? $"{source.Title} ({date})" : source.Title).ToList(), content.AllSources.Select(source => source.Key).ToList(), sheet.Version);
    }
}
