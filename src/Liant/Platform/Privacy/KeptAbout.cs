namespace Liant.Platform.Privacy;

/// <summary>One thing kept about a person, for the file that she takes away (RGPD, articles 15 and 20).</summary>
/// <param name="What">Kind of record, in the language of the code: session, membership…</param>
/// <param name="Content">Its fields, as they are kept; secrets are said to be there and not given.</param>
public sealed record KeptAbout(string What, object Content);
