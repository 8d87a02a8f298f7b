using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>The part that a partner plays, by the words around its name (Lexicon/roles.txt).</summary>
internal static class PartnerRoles
{
    private static readonly Phrases<string> Roles = new(LexiconFile.Rows("roles.txt").Select(row => (row[0], row[1])));

    private static readonly Phrases<string> RolesBehind = new(new[]
    {
        ("soutient", "supports"), ("soutiennent", "supports"), ("appuie", "supports"), ("accompagne", "supports"), ("porte", "carries"), ("co-porte", "carries"), ("pilote", "carries"), ("finance", "funds"), ("cofinance", "funds"), ("subventionne", "funds"), ("héberge", "hosts"), ("accueille", "hosts"), ("a soutenu", "supports"),
        ("met à disposition", "hosts"), ("a mis à disposition", "hosts"), ("est propriétaire", "hosts"), ("continue à porter", "carries"), ("a financé", "funds"),
    });

    /// <summary>The role said by words that end just before this token, articles left out.</summary>
    public static string? Before(Tokens tokens, int at)
    {
        while (at > 0 && (tokens[at - 1].Folded is "le" or "la" or "l" or "les" or "un" or "une" || tokens[at - 1].Mark is '*' or '«' or '"'))
        {
            at--;
        }

        // "Porteur : Association X"
        if (tokens[at - 1].Mark == ':')
        {
            return tokens[at - 2].Stem switch { "porteur" or "portage" or "gestionnaire" or "porteuse" => "carries", "partenaire" or "soutien" => "supports", "financeur" or "financement" => "funds", _ => null };
        }

        string? role = null;
        for (var start = at - 1; start >= 0 && at - start <= 7 && tokens[start].Mark == '\0'; start--)
        {
            // "comme avec X" gives an example.
            if (Roles.At(tokens, start) is var (found, behind) && behind == at && !(tokens[start].Folded == "avec" && tokens[start - 1].Folded == "comme"))
            {
                role = found;
            }
        }

        return role;
    }

    /// <summary>The same, through the list that the name is in: "porté par deux collectifs, A et B"; up to a verb.</summary>
    public static string? InSentence(Tokens tokens, int first, int at)
    {
        for (var end = at; end > first && at - end <= 25; end--)
        {
            if (end < at && tokens[end].IsWord && KnownNames.Verbs.Contains(tokens[end].Folded) && tokens[end].Folded is not ("avec" or "a"))
            {
                return null;
            }

            if ((end == at || tokens[end].Mark is '\0' or ',' or '(' or '*') && Before(tokens, end) is { } role)
            {
                return role;
            }
        }

        return null;
    }

    /// <summary>"La commune de X soutient ce projet".</summary>
    public static string? Behind(Tokens tokens, int at, int limit)
    {
        for (var k = at; k < limit && k - at < 12; k++)
        {
            if (RolesBehind.At(tokens, k) is var (role, _))
            {
                return role;
            }
        }

        return null;
    }
}
