using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Contract;

/// <summary>What someone looks for. Values are published slugs and codes, already checked.</summary>
public sealed record SearchRequest
{
    public const int MaximumQueryLength = 500;
    public const int MaximumSize = 100;

    /// <summary>A need in plain French, at most 500 characters; empty lists everything.</summary>
    public string Query { get; init; } = "";

    /// <summary>Where it would be; results near it come first, and none is left out unless a radius is given.</summary>
    public Territory? Place { get; init; }

    /// <summary>Kilometres around the place; results without a point are then left out.</summary>
    public double? RadiusKm { get; init; }

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public IReadOnlyList<string> Themes { get; init; } = [];

    public IReadOnlyList<string> Forms { get; init; } = [];

    public IReadOnlyList<string> Cooperation { get; init; } = [];

    public IReadOnlyList<string> Departements { get; init; } = [];

    /// <summary>"reg-" and the code.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Programmes of the commune where the result is.</summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    public IReadOnlyList<int> Years { get; init; } = [];

    public Frame? Frame { get; init; }

    /// <summary>Only what is in this commune, EPCI, département or région.</summary>
    public Territory? Within { get; init; }

    /// <summary>Neither words, nor a place, nor a filter. A radius without its place is an error that the page tells, and leaves everything out: it is no answer to keep for others.</summary>
    internal bool AsksNothing => Query.Length == 0 && Place is null && RadiusKm is null && Frame is null && Within is null
        && Kinds.Count + Themes.Count + Forms.Count + Cooperation.Count + Departements.Count + Regions.Count + Programmes.Count + Years.Count == 0;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>At most 100.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>A map frame, degrees WGS 84. West may exceed east: the frame then crosses the 180th meridian.</summary>
public readonly record struct Frame(double West, double South, double East, double North)
{
    public bool Holds(Location point) => point.Lat >= South && point.Lat <= North
        && (West <= East ? point.Lon >= West && point.Lon <= East : point.Lon >= West || point.Lon <= East);
}
