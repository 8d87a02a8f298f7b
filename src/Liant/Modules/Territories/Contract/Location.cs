namespace Liant.Modules.Territories.Contract;

/// <summary>How near to the truth a point is: drawn differently, and said in words.</summary>
public enum Precision
{
    /// <summary>The place itself, as given by its source.</summary>
    Exact,

    /// <summary>The main settlement or centre of the commune (median error 0.9 km for GeoNames points).</summary>
    Commune,

    /// <summary>The mean of the known communes of the same EPCI (median error 10 km).</summary>
    Epci,

    /// <summary>The mean of the known communes of the département.</summary>
    Departement,
}

/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
public readonly record struct Location(double Lat, double Lon, Precision Precision = Precision.Exact)
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Of a great circle: no degree of longitude is longer.</summary>
    private const double KilometresOfADegree = EarthRadiusKm * Math.PI / 180;

    /// <summary>True when the point only says which area the place is in.</summary>
    public bool IsApproximate => Precision is Precision.Epci or Precision.Departement;

    /// <summary>Great-circle distance in kilometres (haversine).</summary>
    public double KilometresTo(Location other)
    {
        var (dLat, dLon) = (Radians(other.Lat - Lat), Radians(other.Lon - Lon));
        var h = Square(Math.Sin(dLat / 2)) + Math.Cos(Radians(Lat)) * Math.Cos(Radians(other.Lat)) * Square(Math.Sin(dLon / 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>Whether the other point is at most so many kilometres away: told without trigonometry when the degrees between them are few.</summary>
    public bool IsWithin(double kilometres, Location other) =>
        (Math.Abs(Lat - other.Lat) + Math.Abs(Lon - other.Lon)) * KilometresOfADegree <= kilometres || KilometresTo(other) <= kilometres;

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double x) => x * x;
}
