using FsCheck;
using FsCheck.Fluent;
using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Text;

namespace Liant.Tests.Platform;

public sealed class ComparingWords
{
    [Theory]
    [InlineData("L'Œuvre  d’Été", "l oeuvre d ete")]
    [InlineData("Châteauvillain", "chateauvillain")]
    [InlineData("E.S.S.", "e s s")]
    [InlineData("centre-bourg", "centre bourg")]
    [InlineData("  ", "")]
    [InlineData("ÉPI’CERISE 2019 !", "epi cerise 2019")]
    [InlineData("Ægir, Straße, Øresund", "aegir strasse oresund")]
    [InlineData("e\u0301cole", "ecole")]
    [InlineData("ﬁnance", "finance")]
    public void Folding_keeps_letters_and_digits(string text, string folded) => Assert.Equal(folded, Fold.Words(text));

    [Theory]
    [InlineData("La Smalah, café", "la-smalah-cafe")]
    [InlineData("https://x/../y", "https-x-y")]
    [InlineData("<script>", "script")]
    public void A_slug_is_readable_and_harmless(string text, string slug) => Assert.Equal(slug, Fold.Slug(text));

    [Fact]
    public void A_slug_has_at_most_eighty_characters() => Assert.True(Fold.Slug(string.Concat(Enumerable.Repeat("mot ", 60))).Length <= 80);

    [Fact]
    public void Folding_twice_is_folding_once() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => Safe(text.Get) is var s && Fold.Words(Fold.Words(s)) == Fold.Words(s)).QuickCheckThrowOnFailure();

    [Fact]
    public void Folding_gives_words_apart_by_one_space_without_capitals() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var folded = Fold.Words(Safe(text.Get));
            return !folded.Contains("  ", StringComparison.Ordinal) && folded.Trim() == folded && !folded.Any(char.IsUpper);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("resourcerie", "ressourcerie", 1)]
    [InlineData("cafe", "caef", 1)]
    [InlineData("epicerie", "epicerie", 0)]
    [InlineData("", "ab", 2)]
    [InlineData("mobilite", "mobilité", 1)]
    public void Typing_errors_are_counted(string a, string b, int distance) => Assert.Equal(distance, EditDistance.Within(a, b, 3));

    [Fact]
    public void Above_the_limit_there_is_no_distance() => Assert.Null(EditDistance.Within("boulangerie", "fromagerie", 2));

    [Fact]
    public void Distance_is_symmetric_zero_on_itself_and_never_above_the_longer_word() =>
        Prop.ForAll(Words(), Words(), (a, b) =>
            EditDistance.Within(a, b, 100) == EditDistance.Within(b, a, 100) && EditDistance.Within(a, a, 0) == 0
            && EditDistance.Within(a, b, 100) <= Math.Max(a.Length, b.Length)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_limit_changes_whether_there_is_an_answer_never_the_answer() =>
        Prop.ForAll(Words(), Words(), (a, b) => EditDistance.Within(a, b, 100) is { } distance
            && (EditDistance.Within(a, b, 2) is { } limited ? limited == distance : distance > 2)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2020", 2020, "2020")]
    [InlineData("2020-09", 2020, "septembre 2020")]
    [InlineData("2020-09-10", 2020, "10 septembre 2020")]
    public void A_date_is_as_precise_as_its_source(string typed, int year, string shown)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
        Assert.True(PartialDate.TryParse(typed, out var date));
        Assert.Equal((year, typed, shown), (date.Year, date.Text, date.ToString()));
        System.Globalization.CultureInfo.CurrentCulture = before;
    }

    [Theory]
    [InlineData("2020-13")]
    [InlineData("2020-02-30")]
    [InlineData("20")]
    [InlineData("10/09/2020")]
    [InlineData("0999")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_date_is_refused(string? typed) => Assert.False(PartialDate.TryParse(typed, out _));

    [Fact]
    public void A_year_comes_before_its_months() => Assert.True(PartialDate.Parse("2020") < PartialDate.Parse("2020-01") && PartialDate.Parse("2020-12-31") < PartialDate.Parse("2021"));

    private static Arbitrary<string> Words() => Gen.Choose(0, 12).SelectMany(length => Gen.Elements("abcé ".ToCharArray()).ArrayOf(length)).Select(letters => new string(letters)).ToArbitrary();

    /// <summary>Lone surrogates and U+FFFE are no text: string.Normalize refuses them.</summary>
    private static string Safe(string text) => new(text.Where(c => !char.IsSurrogate(c) && c != '\uFFFE').ToArray());
}
