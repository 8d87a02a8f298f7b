using System.Text.RegularExpressions;

namespace Liant.Tests.HouseRules;

/// <summary>Each rule as a function of its input, so that a test can show it red on a bad example. An empty answer is a kept rule.</summary>
internal static partial class SourceRules
{
    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Util", "Utils", "Service", "Data", "Info", "Dto", "Impl", "Base"];

    public static IEnumerable<string> BannedNames(IEnumerable<string> typeNames) =>
        typeNames.Where(name => BannedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) && !name.EndsWith("TagHelper", StringComparison.Ordinal));

    /// <param name="reasons">Files allowed above the limit, each with its reason.</param>
    public static IEnumerable<string> LongFiles(IEnumerable<(string Path, int Lines)> files, IReadOnlyDictionary<string, string> reasons) =>
        files.Where(file => file.Lines > 400 && !reasons.ContainsKey(file.Path)).Select(file => $"{file.Path} : {file.Lines} lines");

    /// <param name="path">From the root of the project, with '/'.</param>
    public static string? NamespaceProblem(string path, string text, string root)
    {
        var folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        var expected = folder.Length == 0 ? root : $"{root}.{folder.Replace('/', '.')}";
        var declared = Namespace().Match(text);
        return !declared.Success || declared.Groups[1].Value == expected ? null : $"{path} : {declared.Groups[1].Value}, expected {expected}";
    }

    /// <summary>One public class a file. The records, enums and interfaces that it speaks in may stand beside it: the shapes of
    /// an endpoint's answer, the value types of a contract.</summary>
    public static string? PublicTypesProblem(string path, string text) =>
        PublicClass().Count(text) is > 1 and var count ? $"{path} : {count} public classes" : null;

    public static IEnumerable<string> StrayFiles(IEnumerable<string> namesAtRoot)
    {
        string[] expected =
        [
            "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "STYLE.md", "run", "test", "bench", "docs", "src", "tests", "benchmarks", "Liant.slnx",
            "Directory.Build.props", "Directory.Packages.props", "global.json", "BannedSymbols.txt", ".editorconfig", ".gitignore", ".gitattributes", ".ci", ".git",
        ];
        // Made by a build, a run or an editor; ignored by git.
        string[] made = ["artifacts", "data", ".vs", ".idea", "node_modules"];
        return namesAtRoot.Except(expected).Except(made).Where(name => !name.EndsWith(".user", StringComparison.Ordinal));
    }

    public static string? ReadmeProblem(string module, string? text)
    {
        var lines = text?.TrimEnd().Split('\n').Length ?? 0;
        return lines is >= 10 and <= 20 ? null : $"{module}/README.md : {lines} lines, 10 to 20 expected";
    }

    public static IEnumerable<string> KeysInOneLanguageOnly(IReadOnlySet<string> french, IReadOnlySet<string> english) =>
        french.Except(english).Select(key => $"{key} : French only").Concat(english.Except(french).Select(key => $"{key} : English only"));

    /// <summary>Keys asked of a localizer named so in a text: L["Key"], texts["Key", value].</summary>
    public static IEnumerable<string> KeysUsed(string text, string localizer) =>
        Regex.Matches(text, $@"(?<![\w.""]){localizer}\[(?:[^\]""]*\?\s*)?""([A-Za-z][\w.\-]*)""\s*[\],:]").Select(match => match.Groups[1].Value)
            .Concat(Regex.Matches(text, $@"(?<![\w.""]){localizer}\[[^\]""]*\?\s*""[A-Za-z][\w.\-]*""\s*:\s*""([A-Za-z][\w.\-]*)""").Select(match => match.Groups[1].Value));

    /// <summary>Localizers that a class declares, with the module whose texts they read (null for its own).</summary>
    public static IEnumerable<(string Name, string? Module)> LocalizersDeclared(string text) =>
        Declared().Matches(text).Select(match => (match.Groups[2].Value, match.Groups[1].Value.Length > 0 ? match.Groups[1].Value : null));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial) )*class \w+", RegexOptions.Multiline)]
    private static partial Regex PublicClass();

    [GeneratedRegex(@"IStringLocalizer<(?:Liant\.Modules\.)?(?:(\w+)\.)?Texts>\??\s+(\w+)")]
    private static partial Regex Declared();
}
