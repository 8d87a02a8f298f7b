namespace Liant.Modules.Ingestion.Web;

/// <summary>What a site lets programs read (RFC 9309): the longest rule that fits decides, and an allowance wins over as long a ban.</summary>
internal sealed class RobotsRules
{
    public const string Agent = "liant";

    public static readonly RobotsRules Everything = new([]);

    public static readonly RobotsRules Nothing = new([("/", false)]);

    private readonly IReadOnlyList<(string Path, bool Allows)> rules;

    private RobotsRules(IReadOnlyList<(string, bool)> rules) => this.rules = rules;

    public static RobotsRules Parse(string text)
    {
        var groups = new List<(List<string> Agents, List<(string, bool)> Rules)>();
        var isNamed = false;
        foreach (var line in text.Split('\n').Take(5_000).Select(line => line.Split('#')[0].Split(':', 2, StringSplitOptions.TrimEntries)).Where(parts => parts.Length == 2))
        {
            var name = line[0].ToLowerInvariant();
            if (name == "user-agent")
            {
                if (!isNamed)
                {
                    groups.Add(([], []));
                }

                groups[^1].Agents.Add(line[1].ToLowerInvariant());
            }
            else if (name is "allow" or "disallow" && groups.Count > 0 && line[1].Length > 0)
            {
                groups[^1].Rules.Add((line[1], name == "allow"));
            }

            isNamed = name == "user-agent";
        }

        var own = groups.Where(group => group.Agents.Contains(Agent)).ToList();
        return new((own.Count > 0 ? own : groups.Where(group => group.Agents.Contains("*"))).SelectMany(group => group.Rules).ToList());
    }

    public bool Allow(string path)
    {
        var best = rules.Where(rule => Fits(rule.Path, path)).OrderByDescending(rule => rule.Path.Length).ThenByDescending(rule => rule.Allows).FirstOrDefault();
        return best.Path is null || best.Allows;
    }

    /// <summary>"*" is any run of characters, a "$" at the end is the end.</summary>
    private static bool Fits(string rule, string path)
    {
        var isWhole = rule.EndsWith('$');
        var (parts, at) = ((isWhole ? rule[..^1] : rule).Split('*'), 0);
        for (var i = 0; i < parts.Length; i++)
        {
            var found = i == 0 ? (path.StartsWith(parts[0], StringComparison.Ordinal) ? 0 : -1)
                : isWhole && i == parts.Length - 1 ? (path.Length - parts[i].Length is var last && last >= at && path.EndsWith(parts[i], StringComparison.Ordinal) ? last : -1)
                : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return !isWhole || at == path.Length;
    }
}
