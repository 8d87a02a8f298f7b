using System.Globalization;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>What is typed of a member, field by field; cells of an imported row too.</summary>
public sealed class AffiliateForm
{
    private const int LongestLine = 80;

    [BindProperty(Name = "genre")]
    public string? Kind { get; set; }

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "territoire")]
    public string? Territory { get; set; }

    [BindProperty(Name = "population")]
    public string? Population { get; set; }

    [BindProperty(Name = "contact_nom")]
    public string? ContactName { get; set; }

    [BindProperty(Name = "contact_fonction")]
    public string? ContactRole { get; set; }

    [BindProperty(Name = "contact_courriel")]
    public string? ContactEmail { get; set; }

    public static AffiliateForm Of(Affiliate affiliate, Geography geography) => new()
    {
        Kind = affiliate.Kind.Slug(), Name = affiliate.Name, Territory = geography.Gazetteer.Find(affiliate.TerritoryCode) is { } place ? Words(place, geography) : affiliate.TerritoryCode,
        Population = affiliate.StatedPopulation?.ToString(CultureInfo.InvariantCulture), ContactName = affiliate.ContactName, ContactRole = affiliate.ContactRole, ContactEmail = affiliate.ContactEmail,
    };

    /// <summary>Null when something is wrong, which is then in the errors.</summary>
    /// <param name="needsContact">Who asks says whom to answer.</param>
    public AffiliateDescription? Read(bool needsContact, Geography geography, FieldErrors errors, IStringLocalizer texts)
    {
        if (AffiliateKinds.From(Blank(Kind)) is not { } kind)
        {
            errors.Add("genre", texts["Affiliate.KindMissing"]);
            return null;
        }

        var territory = MemberTerritory.Read("territoire", Territory, kind, geography, errors, texts);
        // A territory has its official name where none was typed.
        var name = Blank(Name) ?? (kind.Territory() is null ? null : territory?.Name) ?? "";
        if (name.Length > Affiliate.LongestName || name.Any(char.IsControl) || (name.Length == 0 && kind.Territory() is null))
        {
            errors.Add("nom", texts["Affiliate.NameWrong", Affiliate.LongestName]);
        }

        int? population = null;
        if (Blank(Population) is { } typed)
        {
            population = int.TryParse(string.Concat(typed.Where(c => !char.IsWhiteSpace(c))), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000_000 ? number : null;
            if (population is null)
            {
                errors.Add("population", texts["Affiliate.PopulationWrong"]);
            }
        }

        var contact = ReadContact(needsContact, errors, texts);
        return errors.Any ? null : new AffiliateDescription(kind, name, territory?.Code, population, contact);
    }

    private Contact? ReadContact(bool isNeeded, FieldErrors errors, IStringLocalizer texts)
    {
        var (name, role, email) = (Blank(ContactName), Blank(ContactRole), Blank(ContactEmail));
        foreach (var (field, text) in new[] { ("contact_nom", name), ("contact_fonction", role) })
        {
            if (text is not null && (text.Length > LongestLine || text.Any(char.IsControl)))
            {
                errors.Add(field, texts["Affiliate.LineTooLong", LongestLine]);
            }
        }

        if (isNeeded && name is null)
        {
            errors.Add("contact_nom", texts["Affiliate.ContactMissing"]);
        }

        if (email is null ? isNeeded : EmailAddress.Parse(email) is null)
        {
            errors.Add("contact_courriel", texts["Affiliate.EmailWrong"]);
        }

        return name is null && role is null && email is null ? null : new Contact(name, role, email?.ToLowerInvariant());
    }

    /// <summary>Words that are read back as that territory, its kind being known; its code where its name may be another's.</summary>
    private static string Words(Territory place, Geography geography) =>
        geography.Places.WordsFor(place) is var words && geography.Places.Resolve(words) is PlaceAnswer.Found found && found.Territory.Code == place.Code ? words : place.Code;

    private static string? Blank(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
