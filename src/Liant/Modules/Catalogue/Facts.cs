using Liant.Modules.Catalogue.Contract;

namespace Liant.Modules.Catalogue;

/// <summary>Where a fact comes from. <paramref name="Key"/> ties figures, funding and relations of the sheet to it.</summary>
/// <param name="Date">As precise as the document says; null for an undated one.</param>
/// <param name="Locator">Where in the document.</param>
/// <param name="Situation">What the date means for the facts: "Situation en 2019".</param>
/// <param name="Licence">Slug of the vocabulary "licences", when the source says under which one it may be reused.</param>
public sealed record Source(string Key, string Title, string? Publisher = null, PartialDate? Date = null, string? Url = null, string? Locator = null, string? Situation = null, string? Licence = null);

/// <summary>A number with what it counts, when, and who says so.</summary>
/// <param name="Year">Year the number refers to; the year of the source when it does not say.</param>
public sealed record Figure(string Label, decimal Value, string? Unit, int? Year, string Source, bool Approximate = false);

/// <summary>One of the ways in which an initiative is paid for.</summary>
/// <param name="Kind">Slug of the vocabulary "funding".</param>
/// <param name="AmountCents">Euro cents; null when the source gives no amount.</param>
public sealed record FundingLine(string Kind, string? Label, long? AmountCents, string? Period, string Source);

public sealed record Link(string Label, string Url);

/// <summary>What a source says besides, under its own heading: opening hours, beneficiaries, deadline.</summary>
public sealed record Particular(string Label, string Text);
