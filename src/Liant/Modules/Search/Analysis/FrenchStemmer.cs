namespace Liant.Modules.Search.Analysis;

/// <summary>Light French stemming after J. Savoy (UniNE, 1999; ACM SAC 2006): plurals, feminines and a few suffixes, on
/// folded words. Light, because a strong stemmer confuses the words of the field (commune/commun, coopération/coopérative).</summary>
internal static class FrenchStemmer
{
    /// <summary>Longest first: what ends so becomes that, provided that enough of the word is left.</summary>
    private static readonly (string Ending, string Becomes, int KeepAtLeast)[] Endings =
    [
        ("issement", "ir", 3), ("issements", "ir", 3), ("trices", "teur", 3), ("trice", "teur", 3), ("teuses", "teur", 3), ("teuse", "teur", 3),
        ("euses", "eur", 3), ("euse", "eur", 3), ("eaux", "eau", 2), ("aux", "al", 3), ("ives", "if", 3), ("ive", "if", 3),
        ("elles", "el", 3), ("elle", "el", 3), ("ennes", "en", 3), ("enne", "en", 3), ("onnes", "on", 3), ("onne", "on", 3),
        ("eres", "er", 3), ("ere", "er", 3), ("iers", "ier", 2), ("ees", "e", 3), ("ee", "e", 3),
    ];

    public static string Stem(string word)
    {
        if (word.Length <= 3 || char.IsAsciiDigit(word[^1]))
        {
            return word;
        }

        foreach (var (ending, becomes, keep) in Endings)
        {
            if (word.Length - ending.Length >= keep && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return Bare(word[..^ending.Length] + becomes);
            }
        }

        return Bare(word[^1] is 's' or 'x' && word.Length > 3 ? word[..^1] : word);
    }

    /// <summary>What differs between "recycler", "recyclé", "recycle" and "recyclées" is dropped; a doubled last consonant is single.</summary>
    private static string Bare(string word)
    {
        if (word.Length > 5 && word.EndsWith("er", StringComparison.Ordinal) && !word.EndsWith("ier", StringComparison.Ordinal))
        {
            word = word[..^2];
        }
        else if (word.Length > 4 && word[^1] == 'e')
        {
            word = word[..^1];
        }

        return word.Length > 4 && word[^1] == word[^2] ? word[..^1] : word;
    }
}
