using Liant.Modules.Territories.Contract;
using Liant.Tests.World;

namespace Liant.Tests.Territories;

public sealed class ComparingCommunes(SharedHost shared)
{
    private Gazetteer Gazetteer => shared.Host.Services.GetRequiredService<Geography>().Gazetteer;

    private ProgrammesOfCommunes Programmes => shared.Host.Services.GetRequiredService<ProgrammesOfCommunes>();

    [Theory]
    [InlineData("33227")]
    [InlineData("40266")]
    [InlineData("48080")]
    public void Towns_like_this_one_are_of_the_same_size_and_say_why(string code)
    {
        var one = Gazetteer.Find(code)!;
        var alike = ComparableCommunes.Of(one, Gazetteer, Programmes, 10);
        Assert.Equal(10, alike.Count);
        Assert.DoesNotContain(alike, comparison => comparison.Commune.Code == code);
        Assert.Equal(alike.OrderByDescending(c => c.Score).Select(c => c.Score), alike.Select(c => c.Score));
        Assert.All(alike, comparison =>
        {
            var (a, b) = (one.Population!, comparison.Commune.Population!);
            Assert.Equal((a.Kind, a.Year), (b.Kind, b.Year));
            Assert.InRange((double)a.Inhabitants / b.Inhabitants, 1 / 1.5, 1.5);
            Assert.Equal(Gazetteer.Find(one.EpciCode)?.EpciKind == Gazetteer.Find(comparison.Commune.EpciCode)?.EpciKind, comparison.SameEpciKind);
            Assert.All(comparison.SharedProgrammes, slug => Assert.Contains(code, Programmes.CommunesIn(slug)));
            Assert.True(comparison.Kilometres is null == (one.Location!.Value.IsApproximate || comparison.Commune.Location!.Value.IsApproximate));
            Assert.InRange(comparison.Score, 0, 1);
        });
    }

    [Fact]
    public void Populations_of_two_kinds_or_years_are_never_compared()
    {
        var one = Gazetteer.Find("33227")!;
        var other = Gazetteer.Find("48080")! with { Population = one.Population };
        Assert.NotNull(ComparableCommunes.Compare(one, other, Gazetteer, Programmes));
        Assert.Null(ComparableCommunes.Compare(one, other with { Population = one.Population! with { Year = 2022 } }, Gazetteer, Programmes));
        Assert.Null(ComparableCommunes.Compare(one, other with { Population = one.Population! with { Kind = "totale" } }, Gazetteer, Programmes));
        Assert.Null(ComparableCommunes.Compare(one, other with { Population = null }, Gazetteer, Programmes));
        Assert.Null(ComparableCommunes.Compare(one, one, Gazetteer, Programmes));
    }

    [Fact]
    public void Comparing_goes_both_ways()
    {
        var (one, other) = (Gazetteer.Find("33227")!, ComparableCommunes.Of(Gazetteer.Find("33227")!, Gazetteer, Programmes, 1)[0].Commune);
        Assert.Equal(ComparableCommunes.Compare(one, other, Gazetteer, Programmes)!.Score, ComparableCommunes.Compare(other, one, Gazetteer, Programmes)!.Score, 10);
    }
}
