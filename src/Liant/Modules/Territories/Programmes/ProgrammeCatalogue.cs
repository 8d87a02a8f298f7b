using System.Globalization;
using System.Text.Json;

namespace Liant.Modules.Territories.Programmes;

/// <summary>The programmes of communes that Liant knows, as data (Vocabulary/programmes.json).</summary>
internal sealed class ProgrammeCatalogue
{
    public IReadOnlyList<KnownProgramme> All { get; } = Read();

    public KnownProgramme? Find(string slug) => All.FirstOrDefault(programme => programme.Slug == slug);

    private static List<KnownProgramme> Read()
    {
        using var file = typeof(ProgrammeCatalogue).Assembly.GetManifestResourceStream("Liant.Modules.Territories.Vocabulary.programmes.json")!;
        return JsonSerializer.Deserialize<List<KnownProgramme>>(file, JsonSerializerOptions.Web)!;
    }
}

internal sealed record KnownProgramme(string Slug, string Fr, string En, int Since, string Operator, string AboutFr, string AboutEn)
{
    public string Name => IsEnglish ? En : Fr;

    public string About => IsEnglish ? AboutEn : AboutFr;

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
