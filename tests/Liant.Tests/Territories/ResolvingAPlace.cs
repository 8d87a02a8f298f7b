using FsCheck;
using FsCheck.Fluent;
using Liant.Modules.Territories.Contract;
using Liant.Tests.World;

namespace Liant.Tests.Territories;

public sealed class ResolvingAPlace(SharedHost shared)
{
    private Geography Geography => shared.Host.Services.GetRequiredService<Geography>();

    [Theory]
    [InlineData("Langon (Gironde)", "33227")]
    [InlineData("Langon 33", "33227")]
    [InlineData("langon gironde", "33227")]
    [InlineData("LANGON, Ille-et-Vilaine", "35145")]
    [InlineData("Langon 35", "35145")]
    [InlineData("Langon 33210", "33227")]
    [InlineData("33227", "33227")]
    [InlineData("insee:33227", "33227")]
    [InlineData("insee:33210", "33210")]
    [InlineData("Plouhinec (Finistère)", "29197")]
    [InlineData("plouhinec morbihan", "56169")]
    [InlineData("Plouhinec Bretagne 29", null)]
    [InlineData("St Loup sur Semouse", "70467")]
    [InlineData("saint-loup-sur-semouse", "70467")]
    [InlineData("Haute-Marne", "52")]
    [InlineData("haute marne", "52")]
    [InlineData("52", "52")]
    [InlineData("2A", "2A")]
    [InlineData("974", "974")]
    [InlineData("reg-75", "reg-75")]
    [InlineData("Nouvelle-Aquitaine", "reg-75")]
    [InlineData("242900629", "242900629")]
    [InlineData("Paris", "75056")]
    [InlineData("Paris 11", "75056")]
    [InlineData("paris 11ème arrondissement", "75056")]
    [InlineData("Lyon 3e", "69123")]
    [InlineData("75011", "75056")]
    [InlineData("Cherbourg", "50129")]
    [InlineData("PACA", "reg-93")]
    [InlineData("département de la Gironde", "33")]
    [InlineData("ville du Mans", "72181")]
    [InlineData("lhay les roses", "94038")]
    [InlineData("Mamoudzou", "97611")]
    [InlineData("L'Abergement-Clémenciat", "01001")]
    [InlineData("abergement clemenciat", "01001")]
    [InlineData("Le Cannet-des-Maures", "83031")]
    [InlineData("cannet des maures", "83031")]
    [InlineData("  Langogne  ", "48080")]
    public void Words_lead_to_one_territory(string words, string? code)
    {
        var answer = Geography.Places.Resolve(words);
        if (code is null)
        {
            Assert.IsNotType<PlaceAnswer.Found>(answer);
        }
        else
        {
            Assert.Equal(code, Assert.IsType<PlaceAnswer.Found>(answer).Territory.Code);
        }
    }

    [Theory]
    [InlineData("Langon", "33227", "35145")]
    [InlineData("Plouhinec", "29197", "56169")]
    [InlineData("Saint-Denis", "97411", "93066")]
    [InlineData("postal:33210", "33227", "33533")]
    public void Homonyms_are_asked_about(string words, params string[] among)
    {
        var codes = Assert.IsType<PlaceAnswer.Ambiguous>(Geography.Places.Resolve(words)).Candidates.Select(candidate => candidate.Territory.Code).ToList();
        Assert.All(among, code => Assert.Contains(code, codes));
    }

    [Fact]
    public void A_number_that_is_a_code_here_and_a_postal_code_there_is_asked_about()
    {
        var candidates = Assert.IsType<PlaceAnswer.Ambiguous>(Geography.Places.Resolve("33210")).Candidates;
        Assert.Equal("33210", candidates[0].Territory.Code);
        Assert.Contains(candidates, candidate => candidate.Territory.Code == "33227");
    }

    [Fact]
    public void A_delegated_commune_leads_to_the_commune_that_holds_it_and_says_so()
    {
        var delegated = Geography.Gazetteer.Communes.SelectMany(commune => commune.Parts.Select(part => (part, commune)))
            .Where(pair => Geography.Places.Resolve(pair.part) is PlaceAnswer.Found).Take(200).ToList();
        Assert.True(delegated.Count > 100);
        Assert.All(delegated, pair =>
        {
            var found = (PlaceAnswer.Found)Geography.Places.Resolve(pair.part);
            Assert.True(found.Through is not null || Liant.Platform.Text.Fold.Words(found.Territory.Name).EndsWith(Liant.Platform.Text.Fold.Words(pair.part), StringComparison.Ordinal), pair.part);
        });
    }

    [Theory]
    [InlineData("Langonne", "Langogne")]
    [InlineData("Saint-Loup-sur-Semousse", "Saint-Loup-sur-Semouse")]
    public void An_unknown_name_is_answered_with_the_nearest(string typed, string nearest) =>
        Assert.Contains(nearest, Assert.IsType<PlaceAnswer.Unknown>(Geography.Places.Resolve(typed)).Nearest.Select(territory => territory.Name));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Zzyzx")]
    [InlineData("99999")]
    [InlineData("insee:99999")]
    [InlineData("postal:00000")]
    [InlineData("'; DROP TABLE communes; --")]
    [InlineData("<script>alert(1)</script>")]
    public void What_is_no_place_is_unknown(string typed) => Assert.IsType<PlaceAnswer.Unknown>(Geography.Places.Resolve(typed));

    [Fact]
    public void A_text_of_a_thousand_letters_is_no_place() => Assert.IsType<PlaceAnswer.Unknown>(Geography.Places.Resolve(new string('a', 1000)));

    [Fact]
    public void Every_choice_offered_leads_back_to_the_very_territory_it_names()
    {
        var places = Geography.Places;
        var homonyms = Geography.Gazetteer.Communes.GroupBy(commune => commune.Name).Where(group => group.Count() > 1).Select(group => group.Key)
            .Concat(Geography.Gazetteer.Communes.SelectMany(commune => commune.PostalCodes).Distinct().Where((_, i) => i % 20 == 0)).ToList();
        Assert.True(homonyms.Count > 1_500);
        var wrong = new List<string>();
        foreach (var words in homonyms)
        {
            if (places.Resolve(words) is PlaceAnswer.Ambiguous { Candidates: var candidates })
            {
                wrong.AddRange(candidates.Where(c => places.Resolve(c.Words) is not PlaceAnswer.Found found || found.Territory.Code != c.Territory.Code).Select(c => $"{words} → {c.Words}"));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_label_of_any_commune_finds_it_or_asks_with_it_among_the_choices()
    {
        var communes = Geography.Gazetteer.Communes;
        Prop.ForAll(Gen.Choose(0, communes.Count - 1).ToArbitrary(), i => Geography.Places.Resolve(Geography.Gazetteer.Label(communes[i])) switch
        {
            PlaceAnswer.Found found => found.Territory.Code == communes[i].Code,
            PlaceAnswer.Ambiguous ambiguous => ambiguous.Candidates.Any(candidate => candidate.Territory.Code == communes[i].Code),
            _ => false,
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("lang", "Langon")]
    [InlineData("langog", "Langogne")]
    [InlineData("33210", "Langon")]
    public void The_beginning_of_a_name_or_postal_code_is_enough_while_typing(string typed, string name) =>
        Assert.Contains(name, Geography.Places.StartingWith(typed, 20).Select(territory => territory.Name));
}
