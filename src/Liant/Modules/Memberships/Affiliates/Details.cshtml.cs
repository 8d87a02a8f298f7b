using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Fees;
using Liant.Modules.Shared;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>One member for the network's managers: what is known of it, its years; a request is answered here.</summary>
[Authorize]
public sealed class DetailsModel(LiantDb db, SpaceNames spaces, Geography geography, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : NetworkPage(db, spaces, clock)
{
    public AffiliateForm Form { get; private set; } = new();

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    [BindProperty(Name = "annees")]
    public string? Years { get; set; }

    [BindProperty(Name = "motif")]
    public string? Reason { get; set; }

    public Affiliate Affiliate { get; private set; } = null!;

    /// <summary>What it was asked to pay, year by year, the latest first, and what came.</summary>
    public IReadOnlyList<(FeeCall Call, long PaidCents)> Calls { get; private set; } = [];

    /// <summary>What somebody else saved meanwhile, beside what was typed.</summary>
    public IReadOnlyList<(string Label, Difference Texts)> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, string id, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, id, cancel))
        {
            return NotFound();
        }

        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, string id, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, id, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        var said = Form.Read(needsContact: false, geography, Errors, texts);
        var years = MemberYears.Read(Years, Today.Year + 1, out var areYears);
        if (!areYears)
        {
            Errors.Add("annees", texts["Affiliate.YearsWrong", Affiliate.FirstYear, Today.Year + 1]);
        }

        if (said is null || Errors.Any)
        {
            return Refused();
        }

        Affiliate.Describe(said);
        Affiliate.RememberYears(years);
        return await DoneAsync("affiliate-described", "Affiliate.Saved", cancel, isTyped: true);
    }

    public async Task<IActionResult> OnPostAcceptAsync(string slug, string id, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, id, cancel))
        {
            return NotFound();
        }

        var identity = Affiliate.IdentityOf(Affiliate.Kind, Affiliate.TerritoryCode, Affiliate.Name);
        if (Affiliate.State == AffiliateState.Asked && await Db.Set<Affiliate>().SingleOrDefaultAsync(one => one.SpaceId == Network.Id && one.Identity == identity, cancel) is { } known)
        {
            if (known.State == AffiliateState.Member)
            {
                return Stay(texts["Affiliate.AlreadyThere", known.Name]);
            }

            // It was a member once: its years stand, the request goes.
            known.Describe(Affiliate.Description() with { StatedPopulation = known.StatedPopulation });
            known.Return(Today.Year);
            Db.Remove(Affiliate);
            Affiliate = known;
        }
        else if (Affiliate.State == AffiliateState.Left)
        {
            Affiliate.Return(Today.Year);
        }
        else
        {
            Affiliate.Accept(Today.Year);
        }

        Tell("Accepted", $"{settings.PublicAddress}/espaces/{Network.Slug}/adherents");
        return await DoneAsync("affiliate-accepted", "Affiliate.Accepted", cancel);
    }

    public async Task<IActionResult> OnPostDeclineAsync(string slug, string id, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, id, cancel))
        {
            return NotFound();
        }

        if (Affiliate.State != AffiliateState.Asked)
        {
            return Stay(texts["Affiliate.Answered"]);
        }

        var reason = Reason?.Trim() ?? "";
        if (reason.Length is 0 or > Affiliate.LongestMessage)
        {
            Errors.Add("motif", texts["Affiliate.ReasonMissing", Affiliate.LongestMessage]);
            Fill();
            return Refused();
        }

        Tell("Declined", reason);
        Db.Remove(Affiliate);
        return await DoneAsync("affiliate-declined", "Affiliate.Declined", cancel, "adhesions");
    }

    public async Task<IActionResult> OnPostLeaveAsync(string slug, string id, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, id, cancel))
        {
            return NotFound();
        }

        if (Affiliate.State != AffiliateState.Member)
        {
            return Stay(texts["Affiliate.NotMember"]);
        }

        Affiliate.Leave(Now);
        return await DoneAsync("affiliate-left", "Affiliate.HasLeft", cancel);
    }

    private void Tell(string answer, string with)
    {
        if (Affiliate.ContactEmail is { } email)
        {
            Db.Add(OutgoingMail.To(email, texts["JoinMail.Subject", Network.Name], texts["JoinMail." + answer, Affiliate.ContactName ?? "", Affiliate.Name, Network.Name, with], MailChannel.Statutory, Now));
        }
    }

    private void Fill() => (Form, Version, Years) = (AffiliateForm.Of(Affiliate, geography), Affiliate.Version, MemberYears.Written(Affiliate.Years));

    private PageResult Stay(string sentence)
    {
        Fill();
        return Hindered(sentence);
    }

    /// <summary>Nothing that she typed is lost: saving again, having read both, saves it.</summary>
    private PageResult Overtaken()
    {
        var stored = AffiliateForm.Of(Affiliate, geography);
        string? KindIn(AffiliateForm form) => AffiliateKinds.From(form.Kind) is { } kind ? texts["AffiliateKind." + kind].Value : null;
        Version = Affiliate.Version;
        Differences = new[]
        {
            ("Affiliate.Kind", KindIn(stored), KindIn(Form)), ("Affiliate.Territory", stored.Territory, Form.Territory), ("Affiliate.Name", stored.Name, Form.Name), ("Affiliate.Population", stored.Population, Form.Population),
            ("Affiliate.ContactName", stored.ContactName, Form.ContactName), ("Affiliate.ContactRole", stored.ContactRole, Form.ContactRole), ("Affiliate.ContactEmail", stored.ContactEmail, Form.ContactEmail),
            ("Affiliate.Years", MemberYears.Written(Affiliate.Years), Years),
        }.Where(one => (one.Item2 ?? "") != (one.Item3?.Trim() ?? "")).Select(one => (texts[one.Item1].Value, new Difference(texts["Difference.Stored"], one.Item2, texts["Difference.Typed"], one.Item3?.Trim()))).ToList();
        return Hindered(texts["Outdated"]);
    }

    private async Task<bool> ReadAsync(string slug, string id, CancellationToken cancel)
    {
        if (!await FindAsync(slug, forManagers: true, cancel) || !Guid.TryParseExact(id, "N", out var guid)
            || await Db.Set<Affiliate>().SingleOrDefaultAsync(one => one.Id == guid && one.SpaceId == Network.Id, cancel) is not { } affiliate)
        {
            return false;
        }

        Affiliate = affiliate;
        Calls = (await Db.Set<FeeCall>().AsNoTracking().Where(call => call.AffiliateId == guid).OrderByDescending(call => call.Year)
            .Select(call => new { call, Paid = Db.Set<FeePayment>().Where(payment => payment.CallId == call.Id).Sum(payment => payment.AmountCents) }).ToListAsync(cancel)).ConvertAll(one => (one.call, one.Paid));
        // What was shown is what is changed: somebody else's work is not overwritten.
        Db.Entry(affiliate).Property(one => one.Version).OriginalValue = HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && int.TryParse((await Request.ReadFormAsync(cancel))["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : affiliate.Version;
        return true;
    }

    private async Task<IActionResult> DoneAsync(string act, string sentence, CancellationToken cancel, string? page = null, bool isTyped = false)
    {
        Record(act, Affiliate.Name);
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (!cancel.IsCancellationRequested)
        {
            await Db.Entry(Affiliate).ReloadAsync(cancel);
            if (e is DbUpdateConcurrencyException)
            {
                return isTyped ? Overtaken() : Stay(texts["Outdated"]);
            }

            var alreadyThere = texts["Affiliate.AlreadyThere", Form.Name ?? Affiliate.Name];
            return isTyped ? Hindered(alreadyThere) : Stay(alreadyThere);
        }

        return To(page ?? $"adhesions/{Affiliate.Id:N}", sentence);
    }
}
