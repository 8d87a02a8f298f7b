namespace Liant.Platform.Geo;

/// <summary>GeoJSON (RFC 7946) of points: longitude first, degrees WGS 84.</summary>
internal static class GeoJson
{
    public const string ContentType = "application/geo+json";

    public static IResult Result(IEnumerable<Feature> features) => Results.Json(new FeatureCollection("FeatureCollection", features.ToList()), contentType: ContentType);

    public static IResult Result(Feature feature) => Results.Json(feature, contentType: ContentType);

    public static Feature Point(string id, double lat, double lon, IReadOnlyDictionary<string, object?> properties) =>
        new("Feature", id, new PointGeometry("Point", [Math.Round(lon, 5), Math.Round(lat, 5)]), properties);
}

internal sealed record FeatureCollection(string Type, IReadOnlyList<Feature> Features);

internal sealed record Feature(string Type, string Id, PointGeometry Geometry, IReadOnlyDictionary<string, object?> Properties);

internal sealed record PointGeometry(string Type, double[] Coordinates);
