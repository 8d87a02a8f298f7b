using FsCheck;
using FsCheck.Fluent;
using Liant.Modules.Search.Analysis;

namespace Liant.Tests.Search;

public sealed class AnalysingFrench
{
    private static readonly FrenchAnalyser Analyser = new(Lexicon.Read());

    private static readonly string[] Chunks =
        ["d’habitants", "l'Épicerie", "œuvre", "S.C.I.C.", "co-construire", "centre-bourg", "(café)", "«Ateliers»", "de", "la", "1er", "épicerie", "x", "habitants/commerçants", "jusqu'aux", "E.S.S", "\u00E9\u0301t\u00E9", "½", "vente&éco", "\u00ADtiers\u00ADlieu"];

    [Fact]
    public void Stems_that_are_looked_for_are_found_wherever_a_full_analysis_finds_them() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<int[]>(), (text, numbers) =>
        {
            var written = string.Join(' ', numbers.Select(n => Chunks[(int)((uint)n % Chunks.Length)])) + "\u202F" + text.Get;
            var all = Analyser.Words(written).Where(word => !word.IsStop).Select(word => word.Stem).ToList();
            var wanted = all.Where((_, i) => i % 3 == 0).Append("absent").ToHashSet();
            return all.Where(wanted.Contains).SequenceEqual(Analyser.StemsAmong(written, wanted));
        }));

    [Theory]
    [InlineData("café", "cafés")]
    [InlineData("local", "locaux")]
    [InlineData("château", "châteaux")]
    [InlineData("commercial", "commerciaux")]
    [InlineData("coopérative", "coopératives")]
    [InlineData("épicerie", "épiceries")]
    [InlineData("associatif", "associative")]
    [InlineData("associatif", "associatives")]
    [InlineData("producteur", "productrice")]
    [InlineData("producteur", "productrices")]
    [InlineData("culturel", "culturelle")]
    [InlineData("culturel", "culturelles")]
    [InlineData("européen", "européenne")]
    [InlineData("artisan", "artisans")]
    [InlineData("atelier", "ateliers")]
    [InlineData("recyclé", "recyclées")]
    [InlineData("partagé", "partagée")]
    [InlineData("vacant", "vacants")]
    [InlineData("tiers-lieu", "tiers-lieux")]
    [InlineData("vélo", "vélos")]
    [InlineData("habitant", "habitants")]
    [InlineData("solidaire", "solidaires")]
    [InlineData("œuvre", "oeuvres")]
    [InlineData("rénovation", "RÉNOVATIONS")]
    public void Plurals_and_feminines_meet(string one, string other) => Assert.Equal(Stems(one), Stems(other));

    [Theory]
    [InlineData("commune", "commerce")]
    [InlineData("cours", "courses")]
    [InlineData("habitat", "habit")]
    [InlineData("coopérative", "coopération")]
    public void Words_that_differ_stay_apart(string one, string other) => Assert.NotEqual(Stems(one), Stems(other));

    [Theory]
    [InlineData("l’épicerie", "épicerie")]
    [InlineData("d'habitat", "habitat")]
    [InlineData("qu’aujourd'hui", "aujourd'hui")]
    [InlineData("l'œuvre", "oeuvre")]
    [InlineData("E.S.S.", "ESS")]
    [InlineData("S.C.I.C", "SCIC")]
    [InlineData("« café »", "café")]
    [InlineData("(boutique)", "boutique")]
    [InlineData("l'entraide,", "entraide")]
    public void Elisions_acronyms_and_marks_are_cut_off(string typed, string word) => Assert.Equal(Stems(word), Stems(typed));

    [Theory]
    [InlineData("Epi’Cerise", "epicerise")]
    [InlineData("centre-bourg", "centrebourg")]
    public void A_joined_name_is_also_found_as_one_word(string text, string word) =>
        Assert.Contains(Stems(word)[0], Analyser.WordsOf(text).Where(token => token.Joins > 0).Select(token => token.Stem));

    [Theory]
    [InlineData("rouvrir un café dans un village", new[] { "rouvrir", "cafe", "village" })]
    [InlineData("comment faire pour les habitants", new[] { "habitants" })]
    public void Words_without_a_subject_are_marked(string text, string[] kept) =>
        Assert.Equal(kept, Analyser.Words(text).Where(word => !word.IsStop).Select(word => word.Surface));

    [Fact]
    public void Any_text_is_analysed_without_failing_and_gives_folded_words() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var safe = new string(text.Get.Where(c => !char.IsSurrogate(c) && c != '\uFFFE').ToArray());
            return Analyser.Words(safe).Concat(safe.Split(' ').SelectMany(Analyser.WordsOf)).All(token => token.Stem.Length > 0 && token.Surface.All(char.IsLetterOrDigit));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stem_is_never_longer_than_its_word_by_more_than_a_letter() =>
        Prop.ForAll(Gen.Choose(1, 14).SelectMany(n => Gen.Elements("abcdefghilmnoprstuvx".ToCharArray()).ArrayOf(n)).Select(letters => new string(letters)).ToArbitrary(),
            word => FrenchStemmer.Stem(word) is { Length: > 0 } stem && stem.Length <= word.Length + 1).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("amap")]
    [InlineData("scic")]
    public void The_lexicon_ties_the_words_of_the_field(string word)
    {
        var stems = Stems(word);
        Assert.NotEmpty(Analyser.Lexicon.TermsAt(stems, 0));
        Assert.True(Analyser.Lexicon.IsStop("dans"));
        Assert.False(Analyser.Lexicon.IsStop("cafe"));
    }

    private static List<string> Stems(string text) => Analyser.Words(text).Where(token => !token.IsStop).Select(token => token.Stem).ToList();
}
