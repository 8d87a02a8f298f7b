using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Terms;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>Anyone asks, for her town or organisation, to join a network that takes requests. What she typed is for its managers alone.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class JoinModel(LiantDb db, SpaceNames spaces, Geography geography, ReadingTime reading, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : NetworkPage(db, spaces, clock)
{
    /// <summary>A text with more addresses than that sells something.</summary>
    private const int MostAddresses = 3;

    public AffiliateForm Form { get; } = new();

    [BindProperty(Name = "message")]
    public string? Message { get; set; }

    [BindProperty(Name = "envoi")]
    public Guid Submission { get; set; }

    /// <summary>People do not see this field; programs fill it.</summary>
    [BindProperty(Name = "telephone_fixe")]
    public string? Trap { get; set; }

    [BindProperty(Name = "depuis")]
    public string? Since { get; set; }

    public bool IsSent { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (!await TakesRequestsAsync(slug, cancel))
        {
            return NotFound();
        }

        (Submission, Since) = (Guid.CreateVersion7(Now), reading.Begin());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await TakesRequestsAsync(slug, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (!string.IsNullOrEmpty(Trap))
        {
            // Told that all is well, a program does not try another way.
            IsSent = true;
            return Page();
        }

        var said = Form.Read(needsContact: true, geography, Errors, texts);
        var message = string.IsNullOrWhiteSpace(Message) ? null : Message.Trim().ReplaceLineEndings("\n");
        if (message?.Length > Affiliate.LongestMessage || message?.Split("http").Length - 1 > MostAddresses)
        {
            Errors.Add("message", texts["Join.MessageWrong", Affiliate.LongestMessage, MostAddresses]);
        }

        if (said is not null && await IsMemberAsync(said, cancel))
        {
            Errors.Add(said.Kind.Territory() is null ? "nom" : "territoire", texts["Join.AlreadyMember", said.Name]);
        }

        if (!reading.WasTaken(Since))
        {
            Errors.Add("envoi", texts["Join.TooFast"]);
        }

        if (said is null || Errors.Any)
        {
            Since = reading.Begin();
            Submission = Submission == Guid.Empty ? Guid.CreateVersion7(Now) : Submission;
            return Refused();
        }

        await AskAsync(said, message, cancel);
        IsSent = true;
        return Page();
    }

    private async Task AskAsync(AffiliateDescription said, string? message, CancellationToken cancel)
    {
        if (await Db.Set<Affiliate>().AnyAsync(one => one.Id == Submission, cancel))
        {
            return;
        }

        Db.Add(Affiliate.Ask(Submission, Network.Id, said, message, Now));
        Record("affiliate-asked", said.Name);
        if (Network.Email is { } email)
        {
            Db.Add(OutgoingMail.To(email, texts["JoinMail.NewSubject", said.Name], texts["JoinMail.New", said.Name, Network.Name, $"{settings.PublicAddress}/espaces/{Network.Slug}/adhesions"], MailChannel.Statutory, Now));
        }

        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // The same form sent twice at the same moment: the first one is there.
            Db.ChangeTracker.Clear();
            if (!await Db.Set<Affiliate>().AnyAsync(one => one.Id == Submission, cancel))
            {
                throw;
            }
        }
    }

    private Task<bool> IsMemberAsync(AffiliateDescription said, CancellationToken cancel)
    {
        var identity = Affiliate.IdentityOf(said.Kind, said.TerritoryCode, said.Name);
        return Db.Set<Affiliate>().AnyAsync(one => one.SpaceId == Network.Id && one.Identity == identity && one.State == AffiliateState.Member, cancel);
    }

    private async Task<bool> TakesRequestsAsync(string slug, CancellationToken cancel) =>
        await FindAsync(slug, forManagers: false, cancel) && await Db.Set<MembershipTerms>().AnyAsync(terms => terms.SpaceId == Network.Id && terms.TakesRequests, cancel);
}
