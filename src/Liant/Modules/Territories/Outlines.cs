using System.Text.Json;

namespace Liant.Modules.Territories;

/// <summary>Outlines of the départements (Assets/data/outlines.mjs), for maps drawn by the server.</summary>
internal sealed class Outlines
{
    private readonly Lazy<IReadOnlyList<Ring>> rings = new(Read);

    public IReadOnlyList<Ring> Rings => rings.Value;

    /// <summary>One closed line, degrees WGS 84, and the box that holds it.</summary>
    public sealed record Ring(string Departement, double[] Lons, double[] Lats)
    {
        public double West { get; } = Lons.Min();

        public double East { get; } = Lons.Max();

        public double South { get; } = Lats.Min();

        public double North { get; } = Lats.Max();
    }

    public static Stream Open() => typeof(Outlines).Assembly.GetManifestResourceStream("outlines.json")
        ?? throw new InvalidOperationException("The embedded outlines are missing: build the assets.");

    private static IReadOnlyList<Ring> Read()
    {
        using var stream = Open();
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.GetProperty("features").EnumerateArray().SelectMany(feature =>
            feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().SelectMany(polygon => polygon.EnumerateArray())
                .Select(ring => new Ring(feature.GetProperty("id").GetString()!,
                    ring.EnumerateArray().Select(p => p[0].GetDouble()).ToArray(), ring.EnumerateArray().Select(p => p[1].GetDouble()).ToArray()))).ToList();
    }
}
