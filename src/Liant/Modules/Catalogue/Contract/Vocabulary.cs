using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>The published word lists of the catalogue (Vocabulary/terms.json): a slug never changes, a label may.</summary>
public sealed class Vocabulary
{
    private readonly FrozenDictionary<string, Term> bySlug;

    private Vocabulary(IReadOnlyList<Term> terms) => (Terms, bySlug) = (terms, terms.ToFrozenDictionary(term => term.Slug));

    /// <summary>The twelve themes, in the order shown.</summary>
    public static Vocabulary Themes { get; } = Read("themes");

    /// <summary>Legal form: an organisation has one.</summary>
    public static Vocabulary Forms { get; } = Read("forms");

    /// <summary>Approvals and labels: an organisation has several.</summary>
    public static Vocabulary Statuses { get; } = Read("statuses");

    /// <summary>The five forms of cooperation of the TRESSONS booklet.</summary>
    public static Vocabulary Cooperation { get; } = Read("cooperation");

    /// <summary>The four levers of the TRESSONS booklet.</summary>
    public static Vocabulary Levers { get; } = Read("levers");

    public static Vocabulary Funding { get; } = Read("funding");

    public static Vocabulary Relations { get; } = Read("relations");

    public static Vocabulary ResourceTypes { get; } = Read("resourceTypes");

    public static Vocabulary Stages { get; } = Read("stages");

    /// <summary>Under which terms a source may be reused.</summary>
    public static Vocabulary Licences { get; } = Read("licences");

    public IReadOnlyList<Term> Terms { get; }

    public bool Has(string? slug) => slug is not null && bySlug.ContainsKey(slug);

    public Term? Find(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>Label in the reader's language; the slug itself when unknown.</summary>
    public string Label(string slug) => Find(slug)?.Label ?? slug;

    private static Vocabulary Read(string list)
    {
        using var file = typeof(Vocabulary).Assembly.GetManifestResourceStream("Liant.Modules.Catalogue.Vocabulary.terms.json")!;
        using var document = JsonDocument.Parse(file);
        return new Vocabulary(document.RootElement.GetProperty(list).Deserialize<List<Term>>(JsonSerializerOptions.Web)!);
    }
}

/// <param name="Source">The law that defines the term, if any.</param>
/// <param name="InverseFr">For a relation: how it reads from the other side.</param>
public sealed record Term(
    string Slug, string Fr, string En, string? Icon = null, string? AboutFr = null, string? AboutEn = null,
    string? Source = null, string? InverseFr = null, string? InverseEn = null)
{
    public string Label => IsEnglish ? En : Fr;

    public string? About => IsEnglish ? AboutEn : AboutFr;

    public string InverseLabel => (IsEnglish ? InverseEn : InverseFr) ?? Label;

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
