using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Liant.Tests.World;

namespace Liant.Tests.HouseRules;

public sealed class TheHouseIsKept
{
    private static readonly string[] CodeFiles = ["*.cs", "*.cshtml", "*.ts", "*.mjs", "*.css"];

    /// <summary>Files above 400 lines, each with its reason: none.</summary>
    private static readonly Dictionary<string, string> LongFileReasons = [];

    /// <summary>Interfaces with a single implementation: clock, mail and outside services only.</summary>
    private static readonly HashSet<string> LoneInterfaces = [];

    private static readonly string[] Modules = Directory.GetDirectories(Path.Combine(Checkout.Source, "Modules")).Select(folder => Path.GetFileName(folder)!).ToArray();

    [Fact]
    public void No_type_of_a_module_has_a_banned_suffix() => Assert.Empty(SourceRules.BannedNames(Types().Where(type => TypeUse.ModuleOf(type) is not null).Select(type => type.Name)));

    [Fact]
    public void A_banned_suffix_is_seen() => Assert.Equal(["SheetManager", "PlaceDto"], SourceRules.BannedNames(["SheetManager", "Sheet", "PlaceDto", "IconTagHelper"]));

    [Fact]
    public void No_code_file_is_over_four_hundred_lines() =>
        Assert.Empty(SourceRules.LongFiles(CodeFiles.SelectMany(pattern => Checkout.Files(Checkout.Root, pattern)).Select(file => (Path.GetRelativePath(Checkout.Root, file), File.ReadLines(file).Count())), LongFileReasons));

    [Fact]
    public void A_long_file_is_seen_unless_it_has_a_reason()
    {
        Assert.NotEmpty(SourceRules.LongFiles([("a.cs", 401)], LongFileReasons));
        Assert.Empty(SourceRules.LongFiles([("a.cs", 401)], new Dictionary<string, string> { ["a.cs"] = "a table of the law" }));
    }

    [Fact]
    public void The_namespace_is_the_folder() => Assert.Empty(Sources("src/Liant", "*.cs").Select(file => SourceRules.NamespaceProblem(file.Path, file.Text, "Liant"))
        .Concat(Sources("tests/Liant.Tests", "*.cs").Select(file => SourceRules.NamespaceProblem(file.Path, file.Text, "Liant.Tests"))).OfType<string>());

    [Fact]
    public void Another_namespace_is_seen() => Assert.NotNull(SourceRules.NamespaceProblem("Modules/Search/Query.cs", "namespace Liant.Modules.Find;\n", "Liant"));

    [Fact]
    public void A_file_has_one_public_class() => Assert.Empty(Sources("src/Liant", "*.cs").Select(file => SourceRules.PublicTypesProblem(file.Path, file.Text)).OfType<string>());

    [Fact]
    public void Two_public_classes_in_a_file_are_seen() => Assert.NotNull(SourceRules.PublicTypesProblem("A.cs", "public sealed class A;\n\npublic static class B\n{\n}\n"));

    [Fact]
    public void Nothing_lies_about_at_the_root() => Assert.Empty(SourceRules.StrayFiles(Directory.EnumerateFileSystemEntries(Checkout.Root).Select(entry => Path.GetFileName(entry)!)));

    [Fact]
    public void A_stray_file_is_seen() => Assert.Equal(["notes.txt"], SourceRules.StrayFiles(["README.md", "notes.txt", "src"]));

    [Fact]
    public void Each_module_has_a_short_readme() => Assert.Empty(Modules.Where(module => module != "Shared").Select(module =>
    {
        var file = Path.Combine(Checkout.Source, "Modules", module, "README.md");
        return SourceRules.ReadmeProblem(module, File.Exists(file) ? File.ReadAllText(file) : null);
    }).OfType<string>());

    [Fact]
    public void A_missing_or_long_readme_is_seen()
    {
        Assert.NotNull(SourceRules.ReadmeProblem("X", null));
        Assert.NotNull(SourceRules.ReadmeProblem("X", string.Concat(Enumerable.Repeat("line\n", 40))));
    }

    [Fact]
    public void Every_kind_of_record_about_people_has_its_time_declared()
    {
        var kept = Sources("src/Liant/Modules", "*.cs").SelectMany(file => System.Text.RegularExpressions.Regex.Matches(file.Text, "new KeptAbout\\(\"([a-z-]+)\"").Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.NotEmpty(kept);
        Assert.Empty(kept.Except(LiantApp.Modules.SelectMany(module => module.Processings).SelectMany(processing => processing.Kept).Select(retention => retention.Kind)));
    }

    [Fact]
    public void No_interface_has_a_single_implementation() => Assert.Empty(LoneImplementations(Types()));

    [Fact]
    public void A_lone_implementation_is_seen() => Assert.NotEmpty(LoneImplementations([typeof(IAlone), typeof(Alone)]));

    [Theory]
    [MemberData(nameof(ModulesWithTexts))]
    public void French_and_english_texts_have_the_same_keys_and_none_is_empty(string module)
    {
        var (french, english) = (Texts(module, ""), Texts(module, ".en"));
        Assert.Empty(SourceRules.KeysInOneLanguageOnly(french.Keys.ToHashSet(), english.Keys.ToHashSet()));
        Assert.All(french.Concat(english), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        // The same places for values in both.
        Assert.All(french.Keys, key => Assert.Equal(Places(french[key]), Places(english[key])));
    }

    [Fact]
    public void A_key_of_one_language_is_seen() => Assert.Equal(2, SourceRules.KeysInOneLanguageOnly(new HashSet<string> { "a", "b" }, new HashSet<string> { "b", "c" }).Count());

    [Fact]
    public void Every_text_asked_for_exists()
    {
        var missing = new List<string>();
        foreach (var (path, text) in Sources("src/Liant/Modules", "*.cshtml").Concat(Sources("src/Liant/Modules", "*.cs")))
        {
            var module = path.Split('/')[0];
            var localizers = path.EndsWith(".cs", StringComparison.Ordinal) ? SourceRules.LocalizersDeclared(text) : [("L", (string?)null), ("T", "Shared"), .. SourceRules.LocalizersDeclared(text)];
            foreach (var (name, of) in localizers.Distinct())
            {
                var known = Texts(of ?? module, "");
                missing.AddRange(SourceRules.KeysUsed(text, name).Where(key => !known.ContainsKey(key)).Select(key => $"{path} : {name}[\"{key}\"] ({of ?? module})"));
            }
        }

        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing.Distinct()));
    }

    [Fact]
    public void The_keys_of_a_page_are_read() =>
        Assert.Equal(["A.B", "C", "Many", "One"], SourceRules.KeysUsed("""<p>@L["A.B"] @L["C", 3] @L[n == 1 ? "One" : "Many"] @ViewData["X"] @T["Y"]</p>""", "L").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_entry_of_the_menu_has_its_text()
    {
        var known = Texts("Shared", "");
        Assert.All(LiantApp.Modules.SelectMany(module => module.Navigation), entry => Assert.Contains(entry.TextKey, known.Keys));
    }

    [Fact]
    public void Public_types_of_contracts_and_of_endpoints_are_documented()
    {
        var documented = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Liant.xml")).Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Value)).Select(member => member.Attribute("name")!.Value).ToHashSet();
        Assert.Empty(Undocumented(Types().Where(type => type.IsPublic && type.Namespace?.EndsWith(".Contract", StringComparison.Ordinal) == true), documented));
    }

    [Fact]
    public void A_type_without_a_word_is_seen() => Assert.NotEmpty(Undocumented([typeof(TheHouseIsKept)], new HashSet<string>()));

    public static TheoryData<string> ModulesWithTexts() => [.. Modules];

    private static IEnumerable<Type> Types() => typeof(LiantApp).Assembly.GetTypes()
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !type.Name.Contains('<', StringComparison.Ordinal));

    private static IEnumerable<string> LoneImplementations(IEnumerable<Type> types)
    {
        var all = types.ToList();
        return all.Where(type => type.IsInterface && !LoneInterfaces.Contains(type.Name))
            .Where(one => all.Count(type => type is { IsInterface: false, IsAbstract: false } && one.IsAssignableFrom(type)) == 1).Select(one => one.FullName!);
    }

    private static IEnumerable<string> Undocumented(IEnumerable<Type> types, IReadOnlySet<string> documented) =>
        types.Where(type => !documented.Contains("T:" + type.FullName)).Select(type => type.FullName!);

    private static IEnumerable<(string Path, string Text)> Sources(string folder, string pattern) => Checkout.Files(Path.Combine(Checkout.Root, folder), pattern)
        .Select(file => (Path.GetRelativePath(Path.Combine(Checkout.Root, folder), file).Replace('\\', '/'), File.ReadAllText(file)));

    private static Dictionary<string, string> Texts(string module, string language)
    {
        var file = Path.Combine(Checkout.Source, "Modules", module, $"Texts{language}.resx");
        return File.Exists(file)
            ? XDocument.Load(file).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")?.Value ?? "")
            : [];
    }

    private static List<char> Places(string text) => Enumerable.Range(0, text.Length - 1).Where(i => text[i] == '{' && char.IsAsciiDigit(text[i + 1])).Select(i => text[i + 1]).Distinct().Order().ToList();

    private interface IAlone;

    private sealed class Alone : IAlone;
}
