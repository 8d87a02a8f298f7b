using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Tests.Search.Index;

/// <summary>Sheets and requests drawn from few words, places and values, so that they meet.</summary>
internal sealed class RandomSheets(int seed, Gazetteer gazetteer, IReadOnlyList<string> programmes)
{
    private static readonly string[] Vocabulary =
    [
        "café", "cafés", "épicerie", "l’épicerie", "centre-bourg", "Centre-Bourgs", "atelier", "ateliers", "E.S.S.", "ess", "de", "la", "d’entraide", "entraide", "recyclage", "recycler",
        "Œuvre", "commune", "communes", "commun", "boutique", "boutiques", "jardin", "jardins", "partagé", "partagée", "vélo", "vélos", "repair", "fournil", "paysan", "paysans", "école",
        "SCIC", "s.c.i.c.", "2024", "halle", "halles", "marché", "marchés", "tiers-lieu", "Tiers", "lieu", "lieux", "à", "en", "ressourcerie", "jusqu’à", "poissons", "poisson",
    ];

    private static readonly string[] Kinds = ["initiative", "organisation", "resource", "event", "programme"];

    private static readonly Guid[] Spaces = [new(1, 0, 0, new byte[8]), new(2, 0, 0, new byte[8]), new(3, 0, 0, new byte[8])];

    private readonly Random random = new(seed);
    private readonly Territory[] communes = [.. gazetteer.Communes.Where(commune => commune.DepartementCode is "33" or "87" or "23").OrderBy(commune => commune.Code, StringComparer.Ordinal).Take(400)];

    public Random Random => random;

    public SheetText Sheet(Guid id)
    {
        var commune = random.Next(4) > 0 ? Any(communes) : null;
        var area = commune is null && random.Next(2) == 0 ? gazetteer.Find(Any(new[] { "33", "87", "reg-75" })) : null;
        var location = random.Next(3) == 0 ? new Location(Math.Round(42 + random.NextDouble() * 8, 5), Math.Round(-3 + random.NextDouble() * 8, 5)) : (Location?)null;
        return new SheetText(
            id, Any(Kinds), $"/fiches/{id:N}", Words(1, 3), Words(0, 8), Words(0, 25), random.Next(4) == 0 ? [Words(1, 2)] : [], random.Next(2) == 0 ? [Words(1, 2), Words(1, 1)] : [],
            Some(Liant.Modules.Catalogue.Contract.Vocabulary.Themes.Terms.Take(5).Select(term => term.Slug), 2), random.Next(2) == 0 ? Any(Liant.Modules.Catalogue.Contract.Vocabulary.Forms.Terms.Take(3).Select(term => term.Slug).ToArray()) : null,
            Some(Liant.Modules.Catalogue.Contract.Vocabulary.Cooperation.Terms.Take(2).Select(term => term.Slug), 1), commune?.Code, area?.Code, random.Next(8) == 0 ? Words(1, 2) : null, location,
            random.Next(2) == 0 ? random.Next(2018, 2023) : null, random.Next(4) == 0, new DateTimeOffset(2026, 1, 1 + random.Next(3), 0, 0, 0, TimeSpan.Zero), [])
        {
            Readers = Spaces.Where(_ => random.Next(3) == 0).ToList(),
        };
    }

    /// <summary>A visitor, somebody of a space or of two, an administrator.</summary>
    public Viewer Viewer() => random.Next(5) switch
    {
        0 => Modules.Accounts.Contract.Viewer.Operator,
        1 => new Viewer { Roles = Spaces.Take(1).ToDictionary(space => space, _ => SpaceRole.Reader) },
        2 => new Viewer { Roles = Spaces.Skip(1).ToDictionary(space => space, _ => SpaceRole.Manager) },
        _ => default,
    };

    public SearchRequest Request()
    {
        var place = random.Next(3) == 0 ? random.Next(4) == 0 ? gazetteer.Find("33")! : Any(communes) : null;
        return new SearchRequest
        {
            Query = random.Next(6) == 0 ? "" : Query(), Place = place, RadiusKm = place is not null && random.Next(2) == 0 ? random.Next(5, 300) : null,
            Kinds = Maybe(Kinds), Themes = Maybe(Liant.Modules.Catalogue.Contract.Vocabulary.Themes.Terms.Take(6).Select(term => term.Slug)),
            Forms = Maybe(Liant.Modules.Catalogue.Contract.Vocabulary.Forms.Terms.Take(3).Select(term => term.Slug)),
            Cooperation = Maybe(Liant.Modules.Catalogue.Contract.Vocabulary.Cooperation.Terms.Take(2).Select(term => term.Slug)),
            Departements = Maybe(["33", "87", "23"]), Regions = Maybe(["reg-75", "reg-84"]), Programmes = Maybe(programmes),
            Years = random.Next(6) == 0 ? [random.Next(2018, 2023), 2019] : [], Frame = random.Next(6) == 0 ? new Frame(-1, 43, 2, 46) : null,
            Within = random.Next(6) == 0 ? Any(new[] { gazetteer.Find("33")!, gazetteer.Find("reg-75")!, Any(communes) }) : null, Size = 20,
        };
    }

    /// <summary>Words, and now and then some that are quoted or excluded.</summary>
    private string Query() => string.Join(' ', new[]
    {
        random.Next(8) == 0 ? $"\"{Words(1, 3)}\"" : "", random.Next(12) == 0 ? "" : Words(1, random.Next(1, 5)), random.Next(8) == 0 ? "-" + Words(1, 1) : "", random.Next(16) == 0 ? $"-« {Words(1, 2)} »" : "",
    });

    public string Words(int least, int most) => WordsOf(null, least, most);

    /// <summary>Words of one part of the vocabulary in three; where none is said, of all.</summary>
    public string WordsOf(int? part, int least, int most) => string.Join(' ', Enumerable.Range(0, random.Next(least, most + 1))
        .Select(_ => part is { } third ? Vocabulary[(random.Next(Vocabulary.Length / 3) * 3) + third] : Any(Vocabulary)));

    public T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private List<string> Some(IEnumerable<string> all, int most) => all.OrderBy(_ => random.Next()).Take(random.Next(most + 1)).ToList();

    private List<string> Maybe(IEnumerable<string> all) => random.Next(7) == 0 ? Some(all, 2) : [];
}
