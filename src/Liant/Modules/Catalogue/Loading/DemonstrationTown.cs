using Liant.Platform.Imports;

namespace Liant.Modules.Catalogue.Loading;

/// <summary>Saint-Liant-sur-Arce, the fictional town that tests, demonstration and screenshots share.</summary>
internal sealed class DemonstrationTown(SheetLoader loader)
{
    public const string Origin = "demonstration";

    public async Task LoadAsync(CancellationToken cancel)
    {
        var kinds = Enum.GetValues<SheetKind>().Where(kind => kind != SheetKind.Programme);
        using var sources = Open("sources");
        var report = await loader.LoadAsync(kinds.Select(kind => (kind, Read(kind))).ToList(), SheetFile.ReadSources(sources), Origin, cancel);
        if (report.Refusals.Count > 0)
        {
            throw new UnreadableFile("Demonstration: " + string.Join(" ", report.Refusals.Select(r => r.Reason)));
        }
    }

    private static List<SheetFile> Read(SheetKind kind)
    {
        using var json = Open(kind.Plural());
        return SheetFile.Read(json);
    }

    private static Stream Open(string file) =>
        typeof(DemonstrationTown).Assembly.GetManifestResourceStream($"Liant.Modules.Catalogue.Demonstration.{file}.json")!;
}
