using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>What is typed of a space, field by field.</summary>
public sealed class SpaceForm
{
    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "description")]
    public string? Description { get; set; }

    [BindProperty(Name = "territoire")]
    public string? Territory { get; set; }

    [BindProperty(Name = "site")]
    public string? Website { get; set; }

    [BindProperty(Name = "contact")]
    public string? Email { get; set; }

    [BindProperty(Name = "domaine")]
    public string? MailDomain { get; set; }

    public static SpaceForm Of(Space space, Geography geography) => new()
    {
        Name = space.Name, Description = space.Description, Territory = geography.Gazetteer.Find(space.TerritoryCode) is { } place ? WordsOf(place, geography) : null, Website = space.Website, Email = space.Email, MailDomain = space.MailDomain,
    };

    /// <summary>Null when something is wrong, which is then in the errors.</summary>
    public SpaceDescription? Read(SpaceKind kind, Geography geography, FieldErrors errors, IStringLocalizer texts)
    {
        void Refuse(string field, string key, params object[] with) => errors.Add(field, texts[key, with]);
        var (name, description) = (Name?.Trim() ?? "", Description?.Trim().ReplaceLineEndings("\n") ?? "");
        if (name.Length == 0 || name.Length > Space.LongestName || name.Any(char.IsControl))
        {
            Refuse("nom", "Space.NameWrong", Space.LongestName);
        }

        if (description.Length > Space.LongestDescription)
        {
            Refuse("description", "Space.DescriptionTooLong", Space.LongestDescription);
        }

        var place = Blank(Territory) is { } typed ? geography.Gazetteer.Find(typed) is { } known ? new PlaceAnswer.Found(known) : geography.Places.Resolve(typed) : null;
        var territory = (place as PlaceAnswer.Found)?.Territory;
        if (place is PlaceAnswer.Ambiguous { Candidates: var several })
        {
            Refuse("territoire", "Space.TerritoryAmbiguous", string.Join(", ", several.Select(one => one.Words)));
        }
        else if (territory is null && (kind == SpaceKind.Authority || place is not null))
        {
            Refuse("territoire", "Space.TerritoryWrong");
        }

        var website = Blank(Website);
        if (website is not null && (website.Length > Space.LongestContact || !Uri.TryCreate(website, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")))
        {
            Refuse("site", "Space.WebsiteWrong");
        }

        var email = Blank(Email);
        if (email is not null && EmailAddress.Parse(email) is null)
        {
            Refuse("contact", "Person.EmailWrong");
        }

        var domain = Blank(MailDomain)?.TrimStart('@').ToLowerInvariant();
        if (domain is not null && (EmailAddress.Parse("a@" + domain) is null || domain.Length > 100))
        {
            Refuse("domaine", "Space.DomainWrong");
        }
        else if (domain is not null && PublicMailProviders.Has(domain))
        {
            Refuse("domaine", "Space.DomainPublic", domain);
        }

        return errors.Any ? null : new SpaceDescription(name, description, territory?.Code, website, email, domain);
    }

    /// <summary>Two spaces of one name would be taken for each other, in invitations above all.</summary>
    public static async Task CheckFreeAsync(LiantDb db, string name, Guid? self, FieldErrors errors, IStringLocalizer texts, CancellationToken cancel)
    {
        var words = Fold.Words(name);
        if ((await db.Set<Space>().Where(space => space.Id != self).Select(space => space.Name).ToListAsync(cancel)).Exists(other => Fold.Words(other) == words))
        {
            errors.Add("nom", texts["Space.NameTaken"]);
        }
    }

    /// <summary>Words that are read back as that territory; its code where its name may be another's.</summary>
    private static string WordsOf(Territory place, Geography geography)
    {
        var words = place.Kind == TerritoryKind.Commune ? geography.Places.WordsFor(place) : place.Name;
        return geography.Places.Resolve(words) is PlaceAnswer.Found found && found.Territory.Code == place.Code ? words : place.Code;
    }

    private static string? Blank(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
