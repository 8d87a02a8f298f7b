namespace Liant.Platform.Privacy;

/// <summary>One use that a module makes of what it keeps about people: an entry of the register of processing (RGPD, article 30), in French as the law and its readers are.</summary>
/// <param name="Name">What it is called in the register.</param>
/// <param name="Purpose">What it is done for.</param>
/// <param name="Ground">What makes it lawful (article 6).</param>
/// <param name="People">Whose data.</param>
/// <param name="Data">Which data.</param>
/// <param name="Recipients">Who reads them.</param>
/// <param name="Kept">How long each kind of record is kept.</param>
public sealed record Processing(string Name, string Purpose, string Ground, string People, string Data, string Recipients, IReadOnlyList<Retention> Kept);
