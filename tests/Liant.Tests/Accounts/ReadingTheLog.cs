using System.Text.RegularExpressions;
using Liant.Modules.Accounts;
using Liant.Tests.World;
using Microsoft.Extensions.Localization;

namespace Liant.Tests.Accounts;

/// <summary>The log speaks in words, never in codes.</summary>
public sealed partial class ReadingTheLog(SharedHost shared)
{
    [Fact]
    public async Task Every_act_that_the_code_records_has_its_words()
    {
        var acts = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", "Liant"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("Migrations", StringComparison.Ordinal) && !file.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(file => RecordedAct().Matches(File.ReadAllText(file))).Select(match => match.Groups["act"].Value).ToHashSet();
        Assert.InRange(acts.Count, 60, 300);
        Assert.Superset(new HashSet<string> { "space-opened", "draft-saved", "fee-paid", "sheet-completed", "member-role" }, acts);
        var without = await shared.Host.WithAsync((IStringLocalizer<Texts> texts) => Task.FromResult(acts.Where(act => texts["Act." + act].ResourceNotFound).Order().ToList()));
        Assert.Equal([], without);
    }

    /// <summary>A word with a hyphen handed to whatever writes the log, alone or as one of two.</summary>
    [GeneratedRegex("""(?:Act = (?:[^,;{}]*\? "[a-z-]+" : )?|Record\(|KeepAsync\((?:[^",;]*\? "[a-z-]+" : )?|DoneAsync\((?:[^",;]*\? "[a-z-]+" : )?|Audit\([^"();]*)"(?<act>[a-z]+(?:-[a-z]+)+)""", RegexOptions.CultureInvariant)]
    private static partial Regex RecordedAct();
}
