namespace Liant.Platform.Checks;

/// <summary>Something that "./run check" found wrong, in French.</summary>
/// <param name="What">What is wrong: "commune inconnue : 99999".</param>
/// <param name="Where">On what: "fiche /initiatives/la-smalah".</param>
public sealed record Finding(string What, string Where);

/// <summary>An address that someone else keeps, and where Liant shows it.</summary>
public sealed record WebAddress(string Url, string Where);
