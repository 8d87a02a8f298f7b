using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>The short form of a visitor: what she knows, in her words. An editor completes it.</summary>
public sealed class ProposalForm
{
    private const int LongestText = 2000;

    private const int LongestLine = 300;

    /// <summary>A text with more addresses than that sells something.</summary>
    private const int MostAddresses = 3;

    /// <summary>Fields that one may correct, as the sheet's form names them.</summary>
    public static readonly string[] Fields = ["Title", "Summary", "Commune", "Address", "StartedIn", "Body"];

    [BindProperty(Name = "envoi")]
    public Guid Submission { get; set; }

    [BindProperty(Name = "nom")]
    public string? Title { get; set; }

    [BindProperty(Name = "resume")]
    public string? Summary { get; set; }

    [BindProperty(Name = "commune")]
    public string? Commune { get; set; }

    [BindProperty(Name = "adresse")]
    public string? Address { get; set; }

    [BindProperty(Name = "themes")]
    public List<string> Themes { get; set; } = [];

    [BindProperty(Name = "annee")]
    public string? StartedIn { get; set; }

    [BindProperty(Name = "lien")]
    public string? Url { get; set; }

    [BindProperty(Name = "champ")]
    public string? Field { get; set; }

    [BindProperty(Name = "valeur")]
    public string? Value { get; set; }

    [BindProperty(Name = "source")]
    public string? Source { get; set; }

    [BindProperty(Name = "message")]
    public string? Message { get; set; }

    [BindProperty(Name = "auteur")]
    public string? AuthorName { get; set; }

    [BindProperty(Name = "courriel")]
    public string? AuthorEmail { get; set; }

    /// <summary>People do not see this field; programs fill it.</summary>
    [BindProperty(Name = "telephone_fixe")]
    public string? Trap { get; set; }

    /// <summary>When the form was shown, sealed.</summary>
    [BindProperty(Name = "depuis")]
    public string? Since { get; set; }

    /// <summary>Of a draft: the version that was shown.</summary>
    [BindProperty(Name = "version")]
    public int Version { get; set; }

    /// <summary>As it was typed, the last time.</summary>
    public void Fill(Proposal draft)
    {
        var said = draft.Said;
        (Submission, Version, Title, Summary, Commune, Address) = (draft.Id, draft.Version, said.Title, said.Summary, said.Commune, said.Address);
        (Themes, StartedIn, Url, Source, Message) = ([.. said.Themes], said.StartedIn, said.Url, said.Source, said.Message);
    }

    /// <param name="isUnfinished">Only a name is asked for.</param>
    public ProposedSheet? Read(bool isCorrection, FieldErrors errors, IStringLocalizer texts, bool isUnfinished = false)
    {
        void Refuse(string field, string key, params object[] with) => errors.Add(field, texts[key, with]);
        foreach (var (field, text, most) in new (string, string?, int)[]
        {
            ("nom", Title, SheetRules.TitleLength), ("resume", Summary, LongestText), ("commune", Commune, LongestLine), ("adresse", Address, SheetRules.AddressLength), ("annee", StartedIn, 4), ("lien", Url, LongestLine),
            ("valeur", Value, LongestText), ("source", Source, LongestLine), ("message", Message, LongestText), ("auteur", AuthorName, 80), ("courriel", AuthorEmail, 254),
        })
        {
            if (text?.Length > most)
            {
                Refuse(field, "Propose.TooLong", most);
            }
        }

        if (isCorrection)
        {
            if (Field is null || !Fields.Contains(Field))
            {
                Refuse("champ", "Propose.FieldMissing");
            }

            if (string.IsNullOrWhiteSpace(Value))
            {
                Refuse("valeur", "Propose.ValueMissing");
            }
        }
        else if (string.IsNullOrWhiteSpace(Title))
        {
            Refuse("nom", "Propose.TitleMissing");
        }

        if (!isCorrection && !isUnfinished && string.IsNullOrWhiteSpace(Summary))
        {
            Refuse("resume", "Propose.SummaryMissing");
        }

        if (!isUnfinished && string.IsNullOrWhiteSpace(Source))
        {
            Refuse("source", "Propose.SourceMissing");
        }

        if (!string.IsNullOrWhiteSpace(Url) && !(Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            Refuse("lien", "Propose.UrlWrong");
        }

        if (!string.IsNullOrWhiteSpace(AuthorEmail) && EmailAddress.Parse(AuthorEmail) is null)
        {
            Refuse("courriel", "Propose.EmailWrong");
        }

        foreach (var (field, text) in new[] { ("resume", Summary), ("valeur", Value), ("message", Message) })
        {
            if (text?.Split("http").Length - 1 > MostAddresses)
            {
                Refuse(field, "Propose.TooManyAddresses", MostAddresses);
            }
        }

        return errors.Any ? null : new ProposedSheet(
            Text(Title), Text(Summary), Text(Commune), Text(Address), Themes.Where(Vocabulary.Themes.Has).Distinct().ToList(), Text(StartedIn), Text(Url), isCorrection ? Field : null, Text(Value), Source?.Trim() ?? "", Text(Message));
    }

    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}
