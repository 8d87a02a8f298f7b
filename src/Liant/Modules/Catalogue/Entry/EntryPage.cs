using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Confirming;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>What writing a new sheet and revising one have in common: the form, its messages, its links to other sheets.</summary>
public abstract class EntryPage(LiantDb db, Geography geography, LiantSettings settings, IStringLocalizer<Texts> texts) : PageModel
{
    public SheetKind Kind { get; protected set; }

    public SheetForm Form { get; } = new();

    public FieldErrors Errors { get; } = new();

    public IReadOnlyList<Sheet> LikelyDuplicates { get; protected set; } = [];

    /// <summary>A sentence on what stands in the way (409), when the fields themselves are right.</summary>
    public string? Obstacle { get; protected set; }

    protected LiantDb Db => db;

    protected Geography Geography => geography;

    protected IStringLocalizer<Texts> Texts => texts;

    /// <summary>Binds the fields by their own names, without a prefix.</summary>
    protected async Task<SheetContent> ReadFormAsync()
    {
        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        var content = Form.ToContent(geography, Errors);
        content = content with { Readers = AllowedReaders() };
        foreach (var (field, messages) in SheetRules.Check(content, geography.Gazetteer).ByField)
        {
            foreach (var message in messages)
            {
                Errors.Add(field, message);
            }
        }

        if (!Form.Private && Form.Readers.Exists(space => Viewer.From(User).Is(SpaceRole.Reader, space)))
        {
            // Either guess would betray somebody: shown to all against her wish, or hidden without a word.
            Errors.Add("readers", texts["Entry.ReadersOfAll"]);
        }

        else if (Form.Private && content.Readers is not { Count: > 0 } && !Viewer.From(User).SeesPrivate)
        {
            // Kept for nobody, she who writes it would be the first not to find it.
            Errors.Add("readers", texts["Entry.ReadersNone"]);
        }

        if (Form.Private && IsForEveryone && await new SpaceNames(db).HasOtherNetworksAsync(Viewer.From(User), HttpContext.RequestAborted))
        {
            Errors.Add("readers", texts["Entry.IsForEveryone"]);
        }

        if (!string.IsNullOrWhiteSpace(Form.Contact) && EmailAddress.Parse(Form.Contact) is null)
        {
            Errors.Add("contact", texts["Propose.EmailWrong"]);
        }

        foreach (var (field, text) in Published(content).Where(pair => PersonalContact.IsIn(pair.Text)))
        {
            Errors.Add(field, texts["Entry.Personal"]);
        }

        return content;
    }

    /// <summary>A number that another sheet has in the series is said by its field, with the next one.</summary>
    protected async Task CheckSeriesAsync(SheetContent content, Guid self, CancellationToken cancel)
    {
        if (await NumberedSeries.NextIfTakenAsync(db, content, self, Viewer.From(User), cancel) is { } next)
        {
            Errors.Add("seriesNumber", texts["Entry.NumberTaken", content.SeriesNumber!, content.SeriesName!, next]);
        }
    }

    /// <summary>The series that grow, and the number that comes next in each.</summary>
    public async Task<string?> SeriesHintAsync() =>
        await NumberedSeries.NextAsync(db, Viewer.From(User), HttpContext.RequestAborted) is { Count: > 0 } series ? string.Join(" · ", series.Select(one => $"{one.Name} : {one.Next}")) : null;

    /// <summary>One keeps a sheet for the spaces that one contributes to; those of others stay as they are.</summary>
    private List<Guid> AllowedReaders()
    {
        var viewer = Viewer.From(User);
        bool IsOwn(Guid space) => viewer.Is(SpaceRole.Contributor, space);
        return [.. Form.Readers.Where(IsOwn), .. KnownReaders.Where(space => !IsOwn(space))];
    }

    /// <summary>The spaces that a sheet which is revised is kept for.</summary>
    protected virtual IEnumerable<Guid> KnownReaders => [];

    /// <summary>The sheet is in the common catalogue today. Where several networks share it, to take it from the others is for whoever administers the site.</summary>
    protected virtual bool IsForEveryone => false;

    /// <summary>The proposal that this form publishes, while it is open.</summary>
    protected Task<Proposal?> FindProposalAsync(CancellationToken cancel) => Form.Proposal is { } id
        ? db.Set<Proposal>().SingleOrDefaultAsync(one => one.Id == id && one.Kind == Kind && (one.State == ProposalState.Waiting || one.State == ProposalState.Asked), cancel)
        : Task.FromResult<Proposal?>(null);

    /// <summary>With the sheet, in its transaction: the proposal is published, and its author told.</summary>
    protected void Publish(Proposal? proposal, Sheet sheet, DateTimeOffset now)
    {
        if (proposal is not null)
        {
            proposal.Publish(sheet.Id, Viewer.From(User), now);
            ProposalLetters.Published(db, proposal, sheet, settings, texts, now);
        }
    }

    /// <summary>Whom to ask whether the sheet is still true; with the sheet, in its transaction. A form that did not ask changes nobody.</summary>
    protected async Task NameContactAsync(Sheet sheet, CancellationToken cancel)
    {
        var contact = await db.Set<SheetContact>().SingleOrDefaultAsync(one => one.SheetId == sheet.Id, cancel);
        if (Form.Contact is not null && (contact is not null || Form.Contact.Length > 0))
        {
            (contact ?? db.Add(SheetContact.Of(sheet.Id)).Entity).Name(EmailAddress.Parse(Form.Contact)?.ToLowerInvariant());
        }
    }

    private static IEnumerable<(string Field, string? Text)> Published(SheetContent c) =>
        [("title", c.Title), ("summary", c.Summary), ("body", c.Body), ("context", c.Context), ("activities", c.Activities), ("outcome", c.Outcome), ("plans", c.Plans), ("venue", c.Venue)];

    /// <summary>The sheets that the form links to, by the address of their page.</summary>
    protected async Task<IReadOnlyList<(string Kind, Guid To)>> ReadRelationsAsync(CancellationToken cancel)
    {
        var relations = new List<(string, Guid)>();
        foreach (var row in Form.Relations.Where(row => !string.IsNullOrWhiteSpace(row.To)))
        {
            var parts = (Uri.TryCreate(row.To!.Trim(), UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.AbsolutePath : row.To.Trim()).Trim('/').Split('/');
            var kind = SheetKinds.FromPath(parts[0])?.Slug();
            var slug = parts[^1];
            var other = kind is null ? null : await db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).Where(s => s.Slug == slug && EF.Property<string>(s, "KindSlug") == kind).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel);
            if (other is null || row.Kind is null || !Vocabulary.Relations.Has(row.Kind))
            {
                Errors.Add("relations", texts["Entry.RelationUnknown", row.To!.Length > 80 ? row.To[..80] : row.To]);
            }
            else
            {
                relations.Add((row.Kind, other.Value));
            }
        }

        return relations;
    }

    protected IActionResult Refused(int status)
    {
        Form.GrowRows();
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>Somebody else published, asked or refused the proposal meanwhile.</summary>
    protected IActionResult AlreadyDecided()
    {
        Obstacle = texts["Desk.AlreadyDecided"];
        return Refused(StatusCodes.Status409Conflict);
    }

    public string? ErrorOf(string field) => Errors.Of(field);
}
